"""HTML of the corpus view, read back with a parser as a browser would."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import Filter, Heading, Published, Skipped, Stats
from index.build import build
from index.local import LocalStore
from page import corpus
from page.coverage import COLUMNS, OUTLETS, coverage
from tests.rag.articles import MILL, ROWS, write_rows

HOSTILE = '"><img src=x onerror=alert(1)><script>alert(2)</script> ${d} {{e}} &amp; \u202etxt.a'
PLAIN = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"))
TABLE = ("table", "caption", "thead", "tbody", "tr", "th", "td")
TAGS = {*TABLE, *re.findall(r"\w+", "section div dl dt dd button bdi details summary ul li p span nav")}
EMPTY = Stats(0, 0, {}, 0, None, None, 0, {}, [], "model-a", 8, "float32", 0)


class Read(HTMLParser):
    """What a page holds: its tags, its buttons with what stands on them, and the cells of its table."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[str] = []
        self.names: set[str] = set()
        self.buttons: list[tuple[dict[str, str | None], str]] = []
        self.rows: list[list[str]] = []
        self.classes: list[list[str]] = []
        self.text = ""
        self._in_button = self._in_cell = False
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.names |= {name for name, _ in attrs}
        if tag == "button":
            self.buttons.append((dict(attrs), ""))
        if tag == "tr":
            self.rows.append([])
            self.classes.append([])
        if tag in ("td", "th"):
            self.rows[-1].append("")
            self.classes[-1].append(dict(attrs).get("class") or "")
        self._in_button = self._in_button or tag == "button"
        self._in_cell = self._in_cell or tag in ("td", "th")

    def handle_endtag(self, tag: str) -> None:
        self._in_button = self._in_button and tag != "button"
        self._in_cell = self._in_cell and tag not in ("td", "th")

    def handle_data(self, data: str) -> None:
        self.text += data
        if self._in_button:
            self.buttons[-1] = self.buttons[-1][0], self.buttons[-1][1] + data
        if self._in_cell:
            self.rows[-1][-1] += data

    def limits(self) -> list[tuple[str | None, ...]]:
        """What each button of the table limits the list to, and what stands on it."""
        found = [(on, shown) for on, shown in self.buttons if on["class"] == "filter"]
        return [(on["data-source"], on["data-after"], on["data-before"], shown) for on, shown in found]


def stats_of(months: dict[tuple[str, str], int], undated: int = 0) -> Stats:
    """Stats that fit some months."""
    sources: dict[str, int] = {}
    for (source, _), number in months.items():
        sources[source] = sources.get(source, 0) + number
    not_stated = sources.pop("", 0) + undated
    total = sum(sources.values()) + not_stated
    return replace(EMPTY, documents=total, sources=sources, source_not_stated=not_stated, undated=undated)


def table(months: dict[tuple[str, str], int], undated: int = 0) -> Read:
    return Read(coverage(stats_of(months, undated), months))


def heading(key: str = "ferry.txt", **changes: object) -> Heading:
    plain = Heading(key, "Ferry sails", "Harbour Post", Published("2024-03-03", "day", "row"), (), 1234)
    return replace(plain, **changes)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalStore]:
    """An index of invented news."""
    base = tmp_path_factory.mktemp("news")
    write_rows(base / "corpus" / "rows.jsonl", ROWS)
    (base / "corpus" / "mill.txt").write_text(MILL)
    build([base / "corpus"], base / "index")
    store = LocalStore.open(base / "index")
    yield store
    store.close()


# --- the table ---------------------------------------------------------------------------------------


def test_outlets_are_counted_by_month_newest_first_and_no_month_is_left_out() -> None:
    read = table({("Harbour Post", "2024-01"): 2, ("Harbour Post", "2023-11"): 1, ("Wenn Courier", "2024-01"): 5})
    assert read.rows == [
        ["Outlet", "All", "Jan 2024", "Dec 2023", "Nov 2023", "No full date"],
        ["Wenn Courier", "5", "5", "", "", ""],
        ["Harbour Post", "3", "2", "", "1", ""],
        ["All", "8", "7", "", "1", ""],
    ]


def test_a_number_limits_the_list_to_what_it_counts() -> None:
    read = table({("Wenn Courier", "2024-02"): 5})
    assert read.limits() == [
        ("Wenn Courier", "", "", "Wenn Courier"),
        ("Wenn Courier", "2024-02-01", "2024-02-29", "5"),
        ("", "", "", "All"),
        ("", "2024-02-01", "2024-02-29", "5"),
    ]
    assert read.buttons[1][0]["aria-label"] == "Wenn Courier, Feb 2024: 5 articles"


def test_a_year_without_a_month_has_a_column_but_no_button() -> None:
    read = table({("Wenn Courier", "2024"): 2, ("Wenn Courier", "2024-01"): 1})
    assert read.rows[0][2:4] == ["Jan 2024", "2024, no month"]
    assert read.rows[1][2:4] == ["1", "2"]
    assert "2" not in {shown for *_, shown in read.limits()}


def test_many_months_are_counted_by_year_and_the_oldest_years_together() -> None:
    read = table({("Wenn Courier", f"{year}-05"): 1 for year in range(1980, 2025)} | {("Wenn Courier", "2024"): 3})
    assert len(read.rows[0]) == COLUMNS + 3
    assert read.rows[0][2:4] == ["2024", "2023"]
    assert read.rows[0][-2:] == ["to 1989", "No full date"]
    assert read.rows[1][:3] == ["Wenn Courier", "48", "4"]
    assert read.rows[1][-2] == "10"
    assert ("Wenn Courier", "", "1989-12-31", "10") in read.limits()
    assert ("Wenn Courier", "2024-01-01", "2024-12-31", "4") in read.limits()


def test_small_outlets_share_a_row_and_those_not_stated_have_one_without_buttons() -> None:
    months = {(f"Paper {n}", "2024-01"): 100 - n for n in range(OUTLETS + 3)} | {("", "2024-01"): 2}
    read = table(months, undated=3)
    assert [row[0] for row in read.rows[1:]] == [
        *(f"Paper {n}" for n in range(OUTLETS)),
        "Other outlets",
        "Outlet not stated",
        "All",
    ]
    assert read.rows[-3][1:] == [str(sum(100 - n for n in range(OUTLETS, OUTLETS + 3)))] * 2 + [""]
    assert read.rows[-2][1:] == ["5", "2", "3"]
    assert {source for source, *_ in read.limits()} == {"", *(f"Paper {n}" for n in range(OUTLETS))}


def test_the_most_has_the_deepest_shade_and_nothing_has_none() -> None:
    read = table({("A", "2024-01"): 1000, ("A", "2024-02"): 1, ("B", "2024-02"): 400})
    assert read.classes[1][2:4] == ["level-1", "level-4"]
    assert read.classes[2][2:4] == ["level-3", "level-0"]


MONTH = st.one_of(
    st.dates(date(1900, 1, 1), date(2030, 1, 1)).map(lambda day: f"{day:%Y-%m}"),
    st.integers(1900, 2030).map(str),
)


@given(st.dictionaries(st.tuples(st.sampled_from(["", "A", "B", HOSTILE]), MONTH), st.integers(1, 5000), min_size=1))
def test_every_article_is_in_just_one_column(months: dict[tuple[str, str], int]) -> None:
    read = table(months)
    assert {len(row) for row in read.rows} == {len(read.rows[0])}
    assert len(read.rows[0]) <= COLUMNS + 3
    for row in read.rows[1:]:
        all_of_it, *numbers = [int(cell.replace(",", "") or 0) for cell in row[1:]]
        assert all_of_it == sum(numbers)
    assert int(read.rows[-1][1].replace(",", "")) == sum(months.values())


def test_the_numbers_of_a_real_index_are_those_of_the_lists_that_they_open(store: LocalStore) -> None:
    read = Read(corpus.overview(store.stats(), store.months(), corpus.find_flagged(store)))
    opened = [(on, shown) for on, shown in read.buttons if on["class"] == "filter" and shown.isdigit()]
    assert len(opened) > 10
    for on, shown in opened:
        after, before = (date.fromisoformat(on[name] or "") for name in ("data-after", "data-before"))
        sources = frozenset({on["data-source"].casefold()} if on["data-source"] else ())
        assert store.browse((), Filter(after, before, sources), 1, 0)[1] == int(shown)


# --- the overview ------------------------------------------------------------------------------------


def test_the_overview_of_a_real_index_names_what_is_flagged(store: LocalStore) -> None:
    read = Read(corpus.overview(store.stats(), store.months(), corpus.find_flagged(store)))
    assert "1 article: the document also holds a note to or by a machine, not quoted" in read.text
    assert [on["data-document"] for on, _ in read.buttons if on["class"] == "open"] == ["mill.txt"]
    assert "Articles14" in read.text
    assert "First10 January 2022" in read.text


def test_what_was_skipped_is_named_without_folders() -> None:
    skipped = [
        Skipped("town/notes.exe", ".exe is not a kind of file that Dateline reads"),
        Skipped("town/rows.jsonl:line 3", "has no text"),
        Skipped("a.zip:../../x.txt", "has a name that points outside the zip file"),
        Skipped("b/ferry.txt", "its key 'a/b' is taken by /srv/my news/ferry.txt: keys must be unique in an index"),
    ]
    for stats in (replace(EMPTY, skipped=skipped), replace(EMPTY, documents=1, skipped=skipped)):
        read = Read(corpus.overview(stats, {}, {}))
        assert "4 skipped, and why" in read.text
        for named in (
            "notes.exe: .exe is",
            "rows.jsonl:line 3: has no text",
            "a.zip:../../x.txt: has",
            "its key 'a/b' is taken by ferry.txt: keys must",
        ):
            assert named in read.text
        assert not re.search("town|srv|my news", read.text)


def test_long_lists_say_how_much_they_leave_out() -> None:
    skipped = [Skipped(f"{n}.exe", "is odd") for n in range(corpus.SKIPPED + 2)]
    stats = replace(EMPTY, documents=70, skipped=skipped, flagged={"post": [str(n) for n in range(70)]})
    shown = corpus.overview(stats, {}, {"post": [heading(str(n)) for n in range(corpus.FLAGGED)]})
    assert "and 2 more" in shown
    assert "and 20 more" in shown


def test_an_empty_index_says_so() -> None:
    assert "no articles" in corpus.overview(EMPTY, {}, {})


# --- the list ----------------------------------------------------------------------------------------


def test_an_article_in_the_list_opens_its_document() -> None:
    read = Read(corpus.shelf([heading(flags=("post",))], 1, 0, 50))
    assert read.buttons[0] == ({"type": "button", "class": "open", "data-document": "ferry.txt"}, "Ferry sails")
    assert "Harbour Post, 3 March 2024" in read.text
    assert "from a social-media post" in read.text
    assert "1,234 characters" in read.text


def test_an_article_without_a_title_goes_by_its_file() -> None:
    read = Read(corpus.shelf([heading("town/ferry.txt", title=None, source=None, published=None)], 1, 0, 50))
    assert read.buttons[0][1] == "ferry.txt"
    assert "source not stated, undated" in read.text
    assert "/srv" not in read.text


@pytest.mark.parametrize(
    ("offset", "number", "total", "shown", "newer", "older"),
    [
        (0, 50, 4100, "1–50 of 4,100", None, "50"),
        (50, 50, 4100, "51–100 of 4,100", "0", "100"),
        (20, 50, 4100, "21–70 of 4,100", "0", "70"),
        (4050, 50, 4100, "4,051–4,100 of 4,100", "4000", None),
        (0, 3, 3, "1–3 of 3", None, None),
    ],
)
def test_buttons_turn_to_what_comes_before_and_after(
    offset: int, number: int, total: int, shown: str, newer: str | None, older: str | None
) -> None:
    read = Read(corpus.shelf([heading(str(n)) for n in range(number)], total, offset, 50))
    assert shown in read.text
    turning = [on for on, _ in read.buttons if on["class"] == "turn-page"]
    assert [None if "disabled" in on else on["data-offset"] for on in turning] == [newer, older]


def test_a_list_without_articles_says_so() -> None:
    read = Read(corpus.shelf([], 0, 0, 50))
    assert "No article" in read.text
    assert read.buttons == []


@pytest.mark.parametrize(
    ("typed", "terms"),
    [
        ("", []),
        ("  ", []),
        ("— ?", []),
        ("ferry  Skarn", ["ferry", "Skarn"]),
        ('"sea wall" cost', ["sea wall", "cost"]),
        ("“sea wall”", ["sea wall"]),
        ('"sea wall', ['"sea', "wall"]),
    ],
)
def test_words_typed_are_terms_and_quoted_ones_a_phrase(typed: str, terms: list[str]) -> None:
    assert corpus.search_terms(typed) == terms


@given(PLAIN)
def test_anything_may_be_typed(typed: str) -> None:
    assert all(term.strip() for term in corpus.search_terms(typed))


# --- what documents say is text ----------------------------------------------------------------------


@given(PLAIN, PLAIN, PLAIN)
def test_nothing_that_a_document_says_becomes_markup(key: str, title: str, source: str) -> None:
    shown = heading(key + HOSTILE, title=title + HOSTILE, source=source + HOSTILE, flags=(HOSTILE,))
    months = {(source + HOSTILE, "2024-01"): 1}
    skipped = [Skipped(key + HOSTILE, title + HOSTILE)]
    stats = replace(stats_of(months), flagged={HOSTILE: [shown.key]}, skipped=skipped)
    for page in (corpus.overview(stats, months, {HOSTILE: [shown]}), corpus.shelf([shown], 1, 0, 50)):
        read = Read(page)
        assert set(read.tags) <= TAGS
        assert {"type", "class", "data-document"} <= read.names
        assert not {name for name in read.names if name.startswith("on") or name in ("src", "style", "href")}
        assert [on["data-document"] for on, _ in read.buttons if on["class"] == "open"] == [shown.key]


def test_an_outlet_of_any_name_limits_the_list_to_itself() -> None:
    assert table({(HOSTILE, "2024-01"): 1}).limits()[0] == (HOSTILE, "", "", HOSTILE)
