from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index import DatelineError
from index.embed import Embedder
from tests.index.helpers import BAKERY, BRIDGE, FERRY


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
