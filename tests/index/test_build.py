from __future__ import annotations

import gzip
import json
import os
import random
import shutil
import signal
import sqlite3
import time
import zipfile
from collections.abc import Callable, Mapping
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfWriter

from index import DatelineError, Filter, Stats
from index.build import Summary, build, remove
from index.embed import Embedder
from index.local import LocalStore
from tests.index.helpers import BAKERY, BRIDGE, FERRY, NEWS, contents, many, results, start, write


@pytest.fixture(autouse=True)
def shared_model(monkeypatch: pytest.MonkeyPatch, embedder: Embedder) -> None:
    """The real model, loaded once for all builds in this process."""
    monkeypatch.setattr("index.build.Embedder", lambda name, precision: embedder)


@pytest.fixture
def index(tmp_path: Path) -> Path:
    return tmp_path / "index"


def counts(summary: Summary) -> tuple[int, int, int, int]:
    return summary.files, summary.added, summary.unchanged, summary.removed


def skipped(summary: Summary) -> dict[str, str]:
    return {each.name: each.reason for each in summary.stats.skipped}


def documents(index: Path) -> list[str]:
    return [row[0] for row in contents(index)["documents"]]


def stats(index: Path) -> Stats:
    store = LocalStore.open(index)
    try:
        return store.stats()
    finally:
        store.close()


def heard(paths: list[Path], index: Path) -> list[tuple[int, int]]:
    """All that a build says of its progress."""
    told: list[tuple[int, int]] = []
    build(paths, index, progress=lambda done, total: told.append((done, total)))
    return told


# --- what a build does -------------------------------------------------------------------------------


def test_files_become_documents(news: Path, index: Path) -> None:
    summary = build([news], index)
    assert counts(summary) == (4, 5, 0, 0)
    assert (summary.stats.documents, summary.stats.chunks, summary.stats.undated) == (5, 5, 2)
    assert summary.stats.sources == {"Cape Radio": 1, "Harbour Post": 1, "Wenn Courier": 1}
    assert summary.seconds > 0
    assert documents(index) == ["bridge.md", "ferry.txt", "row-1", "row-2", "town/bakery.txt"]
    assert stats(index) == summary.stats


def test_a_single_file_is_its_own_key(news: Path, index: Path) -> None:
    build([news / "town" / "bakery.txt"], index)
    assert documents(index) == ["bakery.txt"]


def test_the_same_again_does_nothing_and_needs_no_model(
    news: Path, index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build([news], index)
    before = contents(index)
    monkeypatch.setattr("index.build.Embedder", None)
    assert counts(build([news], index)) == (4, 0, 5, 0)
    assert contents(index) == before


def test_a_file_that_was_only_touched_is_unchanged(news: Path, index: Path) -> None:
    build([news], index)
    os.utime(news / "ferry.txt", (1, 1))
    assert counts(build([news], index)) == (4, 0, 5, 0)


def test_a_changed_file_is_read_again_and_only_it(news: Path, index: Path) -> None:
    build([news], index)
    write(news, {"bridge.md": f"{BRIDGE} It was built in 1931.\n"})
    assert counts(build([news], index)) == (4, 1, 4, 0)
    assert contents(index)["documents"][0][1:3] == (None, None)


def test_a_change_of_the_same_length_and_time_in_a_row_file_reads_only_the_row(news: Path, index: Path) -> None:
    build([news], index)
    rows = (news / "town" / "rows.jsonl").read_text()
    write(news, {"town/rows.jsonl": rows.replace("nobody was hurt", "two men were hurt")})
    assert counts(build([news], index)) == (4, 1, 4, 0)


def test_new_and_removed_files(news: Path, index: Path) -> None:
    build([news], index)
    (news / "ferry.txt").unlink()
    write(news, {"mill.txt": f"The mill\n\n{BAKERY} It is next to the mill."})
    assert counts(build([news], index)) == (4, 1, 4, 1)
    assert "ferry.txt" not in documents(index)
    assert "mill.txt" in documents(index)


def test_rows_that_are_gone_are_removed(news: Path, index: Path) -> None:
    build([news], index)
    rows = (news / "town" / "rows.jsonl").read_text().splitlines()
    write(news, {"town/rows.jsonl": rows[1] + "\n"})
    assert counts(build([news], index)) == (4, 0, 4, 1)
    assert "row-1" not in documents(index)


def test_a_renamed_file_has_a_new_key(news: Path, index: Path) -> None:
    build([news], index)
    (news / "ferry.txt").rename(news / "boat.txt")
    assert counts(build([news], index)) == (4, 1, 4, 1)
    assert documents(index) == ["boat.txt", "bridge.md", "row-1", "row-2", "town/bakery.txt"]


def test_an_edit_of_metadata_changes_only_its_file(news: Path, index: Path) -> None:
    write(news, {"metadata.csv": "file,source,date\nferry.txt,Cape Radio,2024-01-01\n"})
    build([news], index)
    write(news, {"metadata.csv": "file,source,date\nferry.txt,Cape Radio,2024-01-02\n"})
    assert counts(build([news], index)) == (4, 1, 4, 0)
    ferry = contents(index)["documents"][1]
    assert ferry[:6] == ("ferry.txt", "Ferry to sail every hour", "Cape Radio", "2024-01-02", "day", "metadata.csv")
    (news / "metadata.csv").unlink()
    assert counts(build([news], index)) == (4, 1, 4, 0)
    assert contents(index)["documents"][1][2:4] == ("Harbour Post", "2024-03-03")


def test_metadata_gives_rows_a_source_but_no_title(news: Path, index: Path) -> None:
    write(news, {"metadata.csv": "file,title,source\ntown/rows.jsonl,All of them,Isle Weekly\n"})
    build([news], index)
    rows = [row[1:3] for row in contents(index)["documents"][2:4]]
    assert rows == [(None, "Isle Weekly"), ("Storm", "Isle Weekly")]


def test_a_dataset_folder_brings_only_its_corpus(tmp_path: Path, index: Path) -> None:
    write(
        tmp_path / "set", {"queries.jsonl": '{"_id": "q", "text": "Why?"}\n', "qrels.tsv": "q\ta\n", "README.md": FERRY}
    )
    rows = "".join(json.dumps({"_id": key, "text": text}) + "\n" for key, text in (("a", FERRY), ("b", BRIDGE)))
    (tmp_path / "set" / "corpus.jsonl.gz").write_bytes(gzip.compress(rows.encode()))
    summary = build([tmp_path / "set"], index)
    assert (documents(index), summary.stats.skipped) == (["a", "b"], [])


def test_the_index_inside_the_folder_is_not_read(news: Path) -> None:
    build([news], news / "index")
    assert counts(build([news], news / "index")) == (4, 0, 5, 0)


# --- keys --------------------------------------------------------------------------------------------


def test_a_key_that_is_taken_is_refused_with_a_sentence_and_the_rest_goes_on(tmp_path: Path, index: Path) -> None:
    first = write(tmp_path / "a", {"ferry.txt": FERRY, "mill.txt": BAKERY})
    second = write(tmp_path / "b", {"ferry.txt": BRIDGE, "town.txt": f"{BAKERY} Also in town."})
    summary = build([first, second], index)
    assert documents(index) == ["ferry.txt", "mill.txt", "town.txt"]
    assert "its key 'ferry.txt' is taken by" in skipped(summary)["ferry.txt"]
    assert str(first) in skipped(summary)["ferry.txt"]
    again = build([first, second], index)
    assert (counts(summary), counts(again)) == ((4, 3, 0, 0), (4, 0, 3, 0))
    assert skipped(again) == skipped(summary)


def test_a_key_that_is_free_again_is_given(tmp_path: Path, index: Path) -> None:
    first = write(tmp_path / "a", {"ferry.txt": FERRY})
    second = write(tmp_path / "b", {"ferry.txt": BRIDGE})
    build([first, second], index)
    (first / "ferry.txt").unlink()
    summary = build([first, second], index)
    assert summary.stats.skipped == []
    assert contents(index)["documents"][0][-1] == BRIDGE


def test_a_key_twice_in_one_file_is_refused(tmp_path: Path, index: Path) -> None:
    rows = [{"_id": "a", "text": FERRY}, {"_id": "a", "text": BRIDGE}, {"_id": "b", "text": BAKERY}]
    summary = build([write(tmp_path / "n", {"rows.jsonl": "\n".join(map(json.dumps, rows))})], index)
    assert documents(index) == ["a", "b"]
    assert "'a' is taken by another row" in skipped(summary)["rows.jsonl"]
    assert contents(index)["documents"][0][-1] == FERRY


def test_rows_may_move_from_one_file_to_another(tmp_path: Path, index: Path) -> None:
    row = json.dumps({"_id": "a", "text": FERRY}) + "\n"
    other = json.dumps({"_id": "b", "text": BRIDGE}) + "\n"
    folder = write(tmp_path / "n", {"one.jsonl": other, "two.jsonl": row})
    build([folder], index)
    write(folder, {"one.jsonl": other + row, "two.jsonl": json.dumps({"_id": "c", "text": BAKERY})})
    summary = build([folder], index)
    assert (documents(index), summary.stats.skipped) == (["a", "b", "c"], [])


# --- what cannot be read -------------------------------------------------------------------------------


def encrypted() -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    writer.encrypt("secret", algorithm="RC4-128")
    stream = BytesIO()
    writer.write(stream)
    return stream.getvalue()


BROKEN: Mapping[str, tuple[bytes, str]] = {
    "empty.txt": (b"", "is empty"),
    "binary.txt": (b"\x00\x01\x02" * 50, "binary"),
    "broken.pdf": (b"%PDF-1.4 nothing more", ""),
    "encrypted.pdf": (encrypted(), "encrypted"),
    "broken.docx": (b"PK\x03\x04 nothing more", ""),
    "huge.txt": (b"The ferry sails. " * 20_000, "over the limit of 200 kB"),
    "picture.png": (b"\x89PNG", ".png is not a kind of file that Dateline reads"),
    "furniture.txt": (b"Share on Facebook\nLog in\n", "no text besides page furniture"),
    "blank.txt": (b" \n\n ", "no text"),
    "rows.jsonl": (b'{"text": "The ferry sails on."}\n{broken\n', ""),
}


def test_what_cannot_be_read_is_named_with_its_reason_until_it_is_repaired(tmp_path: Path, index: Path) -> None:
    folder = write(tmp_path / "n", {"good.txt": FERRY, **{name: content for name, (content, _) in BROKEN.items()}})
    summary = build([folder], index, max_file_mb=0.2)
    reasons = skipped(summary)
    assert set(reasons) == set(BROKEN) - {"rows.jsonl"} | {"rows.jsonl:line 2"}
    for name, (_, reason) in BROKEN.items():
        found = reasons.get(name, reasons["rows.jsonl:line 2"])
        assert reason in found
        assert found and "\n" not in found and "Traceback" not in found
    assert documents(index) == ["good.txt", "rows.jsonl/line 1"]
    assert skipped(build([folder], index, max_file_mb=0.2)) == reasons
    repaired = {name: f"{BRIDGE} Known as {name}." for name in BROKEN if name.endswith(".txt")}
    write(folder, {**repaired, "rows.jsonl": '{"text": "The ferry sails on."}\n'})
    left = {"broken.pdf", "encrypted.pdf", "broken.docx", "picture.png"}
    assert set(skipped(build([folder], index, max_file_mb=0.2))) == left
    assert len(documents(index)) == 7


def test_what_cannot_be_read_and_is_gone_is_forgotten(tmp_path: Path, index: Path) -> None:
    folder = write(tmp_path / "n", {"good.txt": FERRY, "bad.txt": b"\x00"})
    assert list(skipped(build([folder], index))) == ["bad.txt"]
    (folder / "bad.txt").unlink()
    assert build([folder], index).stats.skipped == []


def test_a_file_that_breaks_takes_its_document_along(news: Path, index: Path) -> None:
    build([news], index)
    write(news, {"ferry.txt": b"\x00\x01"})
    summary = build([news], index)
    assert counts(summary) == (4, 0, 4, 1)
    assert list(skipped(summary)) == ["ferry.txt"]


def test_a_file_that_breaks_and_is_restored_brings_its_document_back(news: Path, index: Path) -> None:
    build([news], index)
    before = (news / "ferry.txt").read_bytes()
    write(news, {"ferry.txt": b"\x00\x01"})
    build([news], index)
    write(news, {"ferry.txt": before})
    summary = build([news], index)
    assert (counts(summary), skipped(summary)) == ((4, 1, 4, 0), {})


def test_what_is_skipped_of_a_file_given_itself_is_named_again(tmp_path: Path, index: Path) -> None:
    rows = write(tmp_path / "n", {"rows.jsonl": f"{json.dumps({'text': FERRY})}\n{{broken\n"}) / "rows.jsonl"
    reasons = skipped(build([rows], index))
    assert list(reasons) == ["rows.jsonl:line 2"]
    assert skipped(build([rows], index)) == reasons


def test_a_larger_limit_reads_what_was_too_large(tmp_path: Path, index: Path) -> None:
    folder = write(tmp_path / "n", {"huge.txt": "\n\n".join(f"{n}. {FERRY}" for n in range(20))})
    assert list(skipped(build([folder], index, max_file_mb=0.001))) == ["huge.txt"]
    assert build([folder], index).stats.skipped == []


def test_an_archive_that_unpacks_beyond_the_limit_is_refused(tmp_path: Path, index: Path) -> None:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("bomb.txt", b"a " * 5_000_000)
    summary = build([write(tmp_path / "n", {"bomb.zip": stream.getvalue(), "good.txt": FERRY})], index, max_file_mb=1)
    assert "limit of 1 MB" in str(summary.stats.skipped)
    assert documents(index) == ["good.txt"]


def test_links_that_leave_the_path_are_refused(news: Path, tmp_path: Path, index: Path) -> None:
    write(tmp_path, {"secret.txt": FERRY})
    (news / "link.txt").symlink_to(tmp_path / "secret.txt")
    summary = build([news], index)
    assert skipped(summary) == {"link.txt": "a link that leaves the folder given"}
    assert counts(summary)[:2] == (4, 5)
    (news / "link.txt").unlink()
    assert build([news], index).stats.skipped == []


def test_a_path_that_is_not_there_is_refused_before_anything_is_done(news: Path, tmp_path: Path, index: Path) -> None:
    with pytest.raises(DatelineError, match=r"no file or folder at .*gone"):
        build([news, tmp_path / "gone"], index)
    assert not index.exists()


def test_another_model_is_refused(news: Path, index: Path) -> None:
    build([news], index)
    with pytest.raises(DatelineError, match=r"made with the model 'all-MiniLM-L6-v2', not 'other'"):
        build([news], index, model="other")


def test_a_folder_of_other_things_is_not_made_an_index(news: Path, tmp_path: Path) -> None:
    write(tmp_path / "home", {"letter.txt": "dear"})
    with pytest.raises(DatelineError, match=r"holds files and no index: give another --index"):
        build([news], tmp_path / "home")
    assert [path.name for path in (tmp_path / "home").iterdir()] == ["letter.txt"]


def test_what_people_added_outlives_an_index_that_is_made_anew(news: Path, index: Path) -> None:
    build([news], index)
    write(index, {"uploads/late.txt": "The ferry came late.", "judgements.sqlite": "", "judgements.sqlite-wal": ""})
    for path in index.iterdir():
        if path.name != "uploads" and not path.name.startswith("judgements"):
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    assert build([news, index / "uploads"], index).stats.documents == 6


# --- several paths -------------------------------------------------------------------------------------


def test_what_a_path_brought_is_removed_and_what_another_brought_stays(news: Path, tmp_path: Path, index: Path) -> None:
    other = write(tmp_path / "other", {"mill.txt": f"The mill\n\n{BAKERY} And a mill."})
    build([news], index)
    build([other], index)
    build([news / "town"], index)
    summary = remove([news], index)
    assert summary.removed == 2
    assert documents(index) == ["mill.txt", "row-1", "row-2", "town/bakery.txt"]
    assert counts(build([other, news / "town"], index)) == (3, 0, 4, 0)
    remove([news / "town"], index)
    assert documents(index) == ["mill.txt"]


def test_building_one_path_leaves_what_others_brought(news: Path, tmp_path: Path, index: Path) -> None:
    other = write(tmp_path / "other", {"mill.txt": BAKERY})
    build([news, other], index)
    (other / "mill.txt").unlink()
    build([news], index)
    assert "mill.txt" in documents(index)
    build([other], index)
    assert "mill.txt" not in documents(index)


def test_removing_what_was_never_given_is_refused(news: Path, index: Path) -> None:
    build([news], index)
    with pytest.raises(DatelineError, match=r"never given to 'index build'; what was: .*news"):
        remove([news / "town"], index)
    with pytest.raises(DatelineError, match=r"no index at"):
        remove([news], index / "gone")


def test_a_path_that_is_gone_can_be_removed(news: Path, tmp_path: Path, index: Path) -> None:
    build([news], index)
    news.rename(tmp_path / "elsewhere")
    assert remove([news], index).stats.documents == 0


def test_removing_forgets_what_was_skipped(news: Path, index: Path) -> None:
    write(news, {"bad.txt": b"\x00"})
    (news / "link.txt").symlink_to("/etc/hostname")
    assert len(build([news], index).stats.skipped) == 2
    assert remove([news], index).stats.skipped == []


# --- the same however it came about ------------------------------------------------------------------


def same(one: Path, other: Path, embedder: Embedder) -> None:
    """Two indexes hold the same, bit for bit, and find the same with the same scores."""
    first, second = contents(one), contents(other)
    assert first["documents"] == second["documents"]
    assert first["skipped"] == second["skipped"]
    assert first["vectors"] == second["vectors"]
    assert first["chunks"] == second["chunks"]
    assert first["signatures"] == second["signatures"]
    assert results(one, embedder) == results(other, embedder)


def edit(folder: Path, chance: random.Random, step: int) -> None:
    """Some files more, some less, some changed, and one reprinted."""
    names = sorted(folder.rglob("story*.txt"))
    for path in chance.sample(names, 4):
        path.unlink()
    for path in chance.sample([name for name in names if name.exists()], 4):
        path.write_text(path.read_text() + f"\n\nA sentence was added to this story in step {step} of the edit.\n")
    added = {f"step{step}/{name}": text for name, text in many(3, seed=100 + step).items()}
    added[f"step{step}/story-reprint.txt"] = chance.choice([name for name in names if name.exists()]).read_text()
    write(folder, {**added, f"bad{step}.txt": b"\x00", "metadata.csv": f"file,source\nkept.txt,Paper {step}\n"})


def test_an_index_that_grew_equals_one_built_at_once(tmp_path: Path, index: Path, embedder: Embedder) -> None:
    folder = write(tmp_path / "n", {**many(24), "kept.txt": FERRY, **NEWS})
    chance = random.Random(3)
    for step in range(4):
        build([folder], index)
        edit(folder, chance, step)
    build([folder], index)
    fresh = build([folder], tmp_path / "fresh").stats
    assert fresh.stories < fresh.documents
    same(index, tmp_path / "fresh", embedder)


def test_a_copy_that_is_removed_leaves_its_story(tmp_path: Path, index: Path) -> None:
    folder = write(tmp_path / "n", {**NEWS, "a.txt": f"Reprinted\n\n{FERRY}\n", "b.txt": FERRY})
    assert build([folder], index).stats.stories == 5
    assert {row[0]: row[-2] for row in contents(index)["documents"]}["ferry.txt"] == "a.txt"
    (folder / "a.txt").unlink()
    assert build([folder], index).stats.stories == 5
    assert {row[0]: row[-2] for row in contents(index)["documents"]}["ferry.txt"] == "b.txt"
    (folder / "b.txt").unlink()
    assert build([folder], index).stats.stories == 5
    assert all(row[0] == row[-2] for row in contents(index)["documents"])
    assert remove([folder], index).stats.stories == 0


# --- other processes -----------------------------------------------------------------------------------


def held(index: Path) -> int:
    """How many documents a build has written so far."""
    if not (index / "index.sqlite").exists():
        return -1
    connection = sqlite3.connect(index / "index.sqlite", timeout=30)
    try:
        return int(connection.execute("SELECT count(*) FROM documents").fetchone()[0])
    except sqlite3.OperationalError:
        return -1
    finally:
        connection.close()


def wait_for(condition: Callable[[], bool]) -> None:
    for _ in range(12_000):
        if condition():
            return
        time.sleep(0.01)
    raise AssertionError("waited two minutes")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Some sixty small documents, and two files that cannot be read."""
    return write(tmp_path / "many", {**many(60), "bad.txt": b"\x00", "empty.txt": b""})


def test_a_build_that_is_killed_anywhere_is_completed_by_the_next(
    folder: Path, tmp_path: Path, index: Path, embedder: Embedder
) -> None:
    build([folder], tmp_path / "undisturbed")
    chance = random.Random(11)
    for least in (-1, 0, chance.randint(1, 15), chance.randint(16, 40), chance.randint(41, 59)):
        process = start("build", folder, "--index", index)
        try:
            wait_for(lambda least=least, process=process: held(index) >= least or process.poll() is not None)  # type: ignore[misc]
            time.sleep(chance.random() / 10)
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
            process.communicate()
        assert process.returncode in (0, -signal.SIGKILL)
    assert build([folder], index).stats.documents == 60
    same(index, tmp_path / "undisturbed", embedder)


def test_one_process_builds_while_another_asks_and_a_second_builder_waits(
    folder: Path, tmp_path: Path, index: Path, embedder: Embedder
) -> None:
    other = write(tmp_path / "other", {f"more/{name}": text for name, text in many(8, seed=5).items()})
    build([write(tmp_path / "first", {"ferry.txt": FERRY})], index)
    store = LocalStore.open(index)
    builders = [start("build", folder, "--index", index), start("build", other, "--index", index)]
    asked = embedder.encode(["Who repaired the mill?"])[0]
    sizes = set()
    try:
        while any(builder.poll() is None for builder in builders):
            assert any(results(index, embedder, ("ferry",)))
            assert store.search_words(["ferry", "mill"], 5, Filter())
            hits = store.search_vectors(asked, 5, Filter())
            assert hits and all(store.document(hit.chunk.document) for hit in hits)
            sizes.add(store.stats().documents)
    finally:
        ends = [builder.communicate(timeout=120) for builder in builders]
        store.close()
    assert [builder.returncode for builder in builders] == [0, 0], ends
    assert all("Traceback" not in err for _, err in ends)
    assert len(sizes) > 1
    build([tmp_path / "first", folder, other], tmp_path / "fresh")
    same(index, tmp_path / "fresh", embedder)


def test_a_builder_that_waits_says_so(news: Path, index: Path) -> None:
    build([news], index)
    write(news, {"mill.txt": BAKERY})
    store = LocalStore.open(index)
    with store.lock:
        builder = start("build", news, "--index", index)
        assert builder.stderr is not None
        said = builder.stderr.readline()
        assert builder.poll() is None
    out, err = builder.communicate(timeout=120)
    store.close()
    assert said == "another build is at work on this index; waiting for it to end\n"
    assert (builder.returncode, err) == (0, "")
    assert "1 added or changed" in out


# --- progress ----------------------------------------------------------------------------------------


def test_progress_counts_documents_and_each_file_that_is_still_closed_as_one(news: Path, index: Path) -> None:
    assert heard([news], index) == [(1, 4), (2, 4), (3, 4), (4, 5), (5, 5)]
    assert heard([news], index) == [(1, 4), (2, 4), (3, 4), (4, 4)]


def test_progress_ends_where_files_cannot_be_read(news: Path, index: Path) -> None:
    write(news, {"aside.exe": "x", "empty.txt": "", "menu.jsonl": '{"_id": "row-1", "text": "Soup of the day."}\n{}\n'})
    told = heard([news], index)
    assert told[-1][0] == told[-1][1]
    assert told == sorted(told)
