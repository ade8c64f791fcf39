from __future__ import annotations

import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index import DatelineError
from index.build import build
from index.embed import Embedder, Precision, asked_precision, default_folder
from index.local import LocalStore
from tests.index.helpers import BAKERY, BRIDGE, FERRY, write


def test_vectors_have_length_one_and_the_stated_shape(embedder: Embedder) -> None:
    vectors = embedder.encode([FERRY, BRIDGE, ""])
    assert vectors.shape == (3, embedder.dimension) == (3, 384)
    assert vectors.dtype == np.float32
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)


def test_nothing_gives_no_vectors(embedder: Embedder) -> None:
    assert embedder.encode([]).shape == (0, embedder.dimension)


def test_the_same_texts_give_the_same_bits(embedder: Embedder) -> None:
    assert np.array_equal(embedder.encode([FERRY, BRIDGE, BAKERY]), embedder.encode([FERRY, BRIDGE, BAKERY]))


def test_a_question_is_nearest_to_what_answers_it(embedder: Embedder) -> None:
    texts = embedder.encode([FERRY, BRIDGE, BAKERY])
    asked = embedder.encode(["How often do ships go to the island?", "Why is the bridge shut?", "Who bakes the bread?"])
    assert (asked @ texts.T).argmax(axis=1).tolist() == [0, 1, 2]


def test_the_limit_is_the_models_own(embedder: Embedder) -> None:
    assert embedder.limit == 256
    assert embedder.fits("ship " * 254)
    assert not embedder.fits("ship " * 255)


def test_what_fits_is_read_to_its_end(embedder: Embedder) -> None:
    full = "ship " * 253
    sinks, sails = embedder.encode([full + "sinks", full + "sails"])
    assert not np.allclose(sinks, sails, atol=1e-4)


@given(title=st.none() | st.text(max_size=1000))
@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_title_goes_before_a_text_and_leaves_it_room(embedder: Embedder, title: str | None) -> None:
    prefix = embedder.prefix(title)
    assert (title or "").startswith(prefix.removesuffix("\n"))
    assert embedder.fits(prefix + "ship " * (embedder.limit * 3 // 4 - 2))


def test_a_long_title_in_any_script_is_cut(embedder: Embedder) -> None:
    assert embedder.prefix("새 등대" * 100) != "새 등대" * 100 + "\n"
    assert embedder.prefix("A new lamp for the pier") == "A new lamp for the pier\n"
    assert embedder.prefix(None) == ""


def test_a_model_that_is_not_there_is_refused_with_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(DatelineError, match=r"could not be loaded.*give a folder"):
        Embedder(str(tmp_path / "model"))


# --- precision ----------------------------------------------------------------------------------

LEAST_LIKE = {"bfloat16": 0.999, "int8": 0.97}  # cosines to float32's vectors


@pytest.fixture(scope="module", autouse=True)
def _cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """What is converted is kept for these tests alone."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
        yield


@pytest.fixture(scope="module", params=["bfloat16", "int8"])
def rounded(request: pytest.FixtureRequest, _cache: None) -> Embedder:
    return Embedder(precision=request.param)


@pytest.fixture(scope="module")
def int8(_cache: None) -> Embedder:
    return Embedder(precision="int8")


def precision_of(index: Path) -> str:
    store = LocalStore.open(index)
    try:
        return store.identity.precision
    finally:
        store.close()


def test_rounding_gives_nearly_the_same_vectors(embedder: Embedder, rounded: Embedder) -> None:
    texts = [FERRY, BRIDGE, BAKERY, "ferry", "", " ".join([FERRY, BRIDGE, BAKERY] * 4), "한국어 🚢"]
    vectors = rounded.encode(texts)
    assert vectors.shape == (len(texts), embedder.dimension)
    assert vectors.dtype == np.float32
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    assert ((vectors * embedder.encode(texts)).sum(axis=1) > LEAST_LIKE[rounded.precision]).all()


def test_all_precisions_read_and_cut_texts_alike(embedder: Embedder, rounded: Embedder) -> None:
    """Padding is no token of a text."""
    assert (rounded.limit, rounded.dimension) == (embedder.limit, embedder.dimension)
    for count in (1, 30, 33, 254, 255):
        assert rounded.fits("ship " * count) == embedder.fits("ship " * count)
    assert rounded.prefix("A new lamp for the pier") == embedder.prefix("A new lamp for the pier")
    full = "ship " * 253
    sinks, sails, sails_on = rounded.encode([full + "sinks", full + "sails", full + "sails on to the island"])
    assert not np.allclose(sinks, sails, atol=1e-3)
    assert np.allclose(sails, sails_on, atol=1e-3), "what does not fit is not read"


def test_in_int8_a_vector_depends_on_no_other_text(int8: Embedder) -> None:
    alone = np.concatenate([int8.encode([text]) for text in (FERRY, BRIDGE, BAKERY)])
    assert np.array_equal(int8.encode([FERRY, BRIDGE, BAKERY]), alone)


def test_the_int8_model_is_made_once(int8: Embedder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.int8._convert", lambda *_: pytest.fail("made again"))
    assert np.array_equal(Embedder(precision="int8").encode([FERRY]), int8.encode([FERRY]))


def test_where_nothing_can_be_kept_there_is_no_int8(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(write(tmp_path, {"file": "x"}) / "file"))
    with pytest.raises(
        DatelineError, match=r"cannot be kept in .*file/dateline \(Not a directory\): set XDG_CACHE_HOME"
    ):
        Embedder(precision="int8")
    assert Embedder.quickest().precision in ("float32", "bfloat16")


def test_a_kept_model_that_is_damaged_is_made_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, int8: Embedder
) -> None:
    (kept,) = (Path(os.environ["XDG_CACHE_HOME"]) / "dateline").iterdir()
    (tmp_path / "dateline").mkdir()
    damaged = tmp_path / "dateline" / kept.name
    damaged.write_bytes(kept.read_bytes()[:1000])
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert np.array_equal(Embedder(precision="int8").encode([FERRY]), int8.encode([FERRY]))
    assert damaged.stat().st_size == kept.stat().st_size


def test_what_cannot_be_run_is_told_of_and_not_chosen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setattr("index.int8._convert", lambda _, made: write(made, {"int8.onnx": "x"}) / "int8.onnx")
    with pytest.raises(DatelineError, match=r"cannot be run here \(\w+\): set DATELINE_PRECISION=float32"):
        Embedder(precision="int8")
    assert Embedder.quickest().precision in ("float32", "bfloat16")


def test_another_model_is_not_rounded_to_int8(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.embed._TRIAL", ["ship"])
    folder = str(default_folder())
    with pytest.raises(DatelineError, match="int8 is only for the default model"):
        Embedder(folder, "int8")
    assert Embedder.quickest(folder).precision in ("float32", "bfloat16")


@pytest.mark.parametrize("precision", ["float32", "bfloat16", "int8"])
def test_a_build_embeds_in_the_precision_asked_for_and_the_index_keeps_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, precision: str
) -> None:
    monkeypatch.setenv("DATELINE_PRECISION", precision)
    news = write(tmp_path / "news", {"ferry.txt": FERRY})
    build([news], tmp_path / "index")
    assert precision_of(tmp_path / "index") == precision
    monkeypatch.setenv("DATELINE_PRECISION", "bfloat16" if precision == "float32" else "float32")
    write(news, {"bridge.txt": FERRY})
    build([news], tmp_path / "index")
    assert precision_of(tmp_path / "index") == precision
    store = LocalStore.open(tmp_path / "index")
    one, two = store.listings(["bridge.txt", "ferry.txt"], Embedder(precision=store.identity.precision).encode([FERRY]))
    assert one.cosines[0, 0] == two.cosines[0, 0], "both builds gave the same vector"
    [again] = Embedder(precision=store.identity.precision).encode([FERRY])
    kept = [np.frombuffer(row[0], "<f4") for row in store.connection.execute("SELECT vector FROM vectors")]
    assert len(kept) == 2
    assert np.array_equal(kept[0], kept[1])
    assert all(vector @ again > 0.9999 for vector in kept)
    store.close()


def test_a_precision_that_is_none_is_refused_with_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATELINE_PRECISION", "float8")
    with pytest.raises(DatelineError, match=r"DATELINE_PRECISION is 'float8': give one of float32, bfloat16, int8,"):
        build([write(tmp_path / "news", {"ferry.txt": FERRY})], tmp_path / "index")
    assert not (tmp_path / "index").exists()


@pytest.mark.parametrize("value", ["", None])
def test_no_precision_may_be_asked_for(monkeypatch: pytest.MonkeyPatch, value: str | None) -> None:
    monkeypatch.delenv("DATELINE_PRECISION")
    if value is not None:
        monkeypatch.setenv("DATELINE_PRECISION", value)
    assert asked_precision() is None


def test_the_quickest_is_one_of_them_and_an_index_records_which(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    chosen: list[Embedder] = []
    real = Embedder.quickest

    def noted(name: str) -> Embedder:
        chosen.append(real(name))
        return chosen[0]

    monkeypatch.delenv("DATELINE_PRECISION")
    monkeypatch.setattr(Embedder, "quickest", noted)
    build([write(tmp_path / "news", {"ferry.txt": FERRY})], tmp_path / "index")
    assert len(chosen) == 1
    assert precision_of(tmp_path / "index") == chosen[0].precision


@pytest.mark.parametrize(
    ("seconds", "likeness", "expected"),
    [
        ({"float32": 1.0, "bfloat16": 0.4, "int8": 0.5}, 0.999, "bfloat16"),
        ({"float32": 1.0, "bfloat16": 0.4, "int8": 0.3}, 0.999, "int8"),
        ({"float32": 1.0, "bfloat16": 1.4, "int8": 0.4}, 0.999, "int8"),
        ({"float32": 1.0, "bfloat16": 0.9, "int8": 0.9}, 0.999, "float32"),
        ({"float32": 1.0, "bfloat16": 0.4, "int8": 0.9}, 2.0, "float32"),
    ],
)
def test_what_is_rounded_is_chosen_where_it_is_clearly_quicker_and_gives_nearly_the_same(
    monkeypatch: pytest.MonkeyPatch, seconds: dict[str, float], likeness: float, expected: str
) -> None:
    """With the times of other machines, and a likeness that nothing reaches."""
    monkeypatch.setattr(Embedder, "_trial", lambda embedder: seconds[embedder.precision])
    monkeypatch.setattr("index.embed._LEAST_LIKE", {"bfloat16": likeness, "int8": 0.97})
    assert Embedder.quickest().precision == expected


@pytest.mark.parametrize("precision", ["float32", "int8"])
def test_texts_are_counted_in_whole_while_others_are_embedded(precision: Precision) -> None:
    embedder = Embedder(precision=precision)
    long = " ".join([FERRY] * 30)
    alone = embedder.encode([long])
    with ThreadPoolExecutor(1) as thread:
        for _ in range(20):
            embedding = thread.submit(embedder.encode, [long])
            while not embedding.done():
                assert not embedder.fits(long)
                assert embedder.fits(BRIDGE)
            assert np.array_equal(embedding.result(), alone)
