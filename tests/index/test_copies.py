from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index import Document
from index.copies import are_copies, signature, stories

WIRE = """The ferry Venn Star ran aground on a sandbank off Port Lee on Monday night with 212 people on board, and all
of them were brought ashore before dawn, the coast guard said. The ship had left Oyster Island at nine in the evening
and lost its way in thick fog about two kilometres from the harbour mouth. Four lifeboats and a fishing boat took the
passengers off in groups of twenty, starting with families who had small children. Two sailors were treated for broken
ribs. "We heard a long scraping noise and then the lights went out," said Eva Holm, a teacher who was on her way home.
"The crew were calm, so we were calm." The owner, Wenn Lines, said the ship would stay where it is until divers have
looked at the hull, which may take until the end of the week. A second ship will sail twice a day in the meantime. The
sandbank has moved some eighty metres since the last survey, made in the spring of last year, and the harbour office
has asked for a new one. It was the third accident in these waters since the lighthouse on the cape was switched off.
The union of seafarers called for the lamp to be lit again at once. A hearing will be held in Westmarsh in October."""

OTHER_REPORT = """More than two hundred passengers spent the night in the sports hall of Port Lee after their ship
struck ground in fog. Volunteers brought blankets and soup, and the baker opened his shop three hours early. Tom Reed,
who runs the fish hall, said he had counted nineteen children on the quay. "We heard a long scraping noise and then
the lights went out," said Eva Holm, a teacher who was on her way home. "The crew were calm, so we were calm." Wenn
Lines has promised to pay for tickets, taxis and lost luggage. The mayor, Ida Brook, thanked the crews of the
lifeboats one by one and asked the government why the lamp on the cape has been dark for years. Its ministry of
transport said that modern ships need no lighthouse. Fishermen at the quay laughed when they were told. A few hours
later the fog had gone, and the white ship could be seen from the church tower, leaning a little to the left, with
gulls sitting along its rail."""

PREFACE = "Markets at the close. Every evening we tell you how the crown, the coast's shares and fish prices fared. "
TABLE = """How to read this table: prices are those of the last trade before six, in crowns for each hundredweight, and
the change is against the day before; what was not traded is left out, and so is what was sold on the quay. Our figures
come from the exchange in Westmarsh and may be corrected later. The exchange is closed on Sundays and on the feast of
Saint Brendan, when we print those of the day before. Write to the desk if you find a mistake."""


def document(key: str, text: str, source: str | None = None) -> Document:
    return Document(key, text, source=source)


def copies(one: str, other: str, first: str | None = "Harbour Post", second: str | None = "Wenn Courier") -> bool:
    """Whether two texts are copies, asked both ways."""
    a, b = signature(document("a", one, first)), signature(document("b", other, second))
    assert are_copies(a, b) == are_copies(b, a)
    found = stories({"a": a, "b": b})
    assert (found["a"] == found["b"]) == are_copies(a, b)  # no pair is overlooked
    return are_copies(a, b)


def first_words(text: str, share: float) -> str:
    words = text.split()
    return " ".join(words[: int(share * len(words))])


def changed(text: str, every: int) -> str:
    """A text with one in so many words changed."""
    return " ".join("changed" if n % every == every - 1 else word for n, word in enumerate(text.split()))


def invented(seed: int, words: int = 200) -> str:
    chance = random.Random(seed)
    return " ".join(
        f"{chance.choice('bdfgklmnprst')}{chance.choice('aeiou')}{chance.randrange(500)}" for _ in range(words)
    )


EDITED = WIRE.replace("kilometres", "km").replace("Monday night", "late on Monday").replace("coast guard", "coastguard")
COPIES = {
    "the same": WIRE,
    "in capitals, with other white space and quotation marks": WIRE.upper().replace("\n", "  ").replace('"', "”"),
    "an agency's line before it": f"PORT LEE, Nov 4 (Coast Wire) - {WIRE}",
    "a picture's caption before it": f"The Venn Star off Port Lee. Photograph: Sam Fox. {WIRE}",
    "a byline and a credit after it": f"{WIRE} Reporting by Jon Marsh in Westmarsh; editing by Ann Lee.",
    "a few words edited": EDITED,
    "a sentence taken out": WIRE.replace("Two sailors were treated for broken\nribs. ", ""),
    "cut to three quarters": first_words(WIRE, 0.75),
    "cut to a third": first_words(WIRE, 0.33),
    "cut, edited, and with an agency's line": "(Coast Wire) - " + first_words(EDITED, 0.6),
}


@pytest.mark.parametrize("how", COPIES)
def test_a_copy_in_another_outlet_is_found(how: str) -> None:
    assert copies(WIRE, COPIES[how])


@pytest.mark.parametrize("how", ["the same", "an agency's line before it", "cut to three quarters", "cut to a third"])
@pytest.mark.parametrize("sources", [("Wenn Courier", "wenn courier"), (None, None), ("Wenn Courier", None)])
def test_a_reprint_is_found_where_the_outlet_may_be_the_same(how: str, sources: tuple[str | None, str | None]) -> None:
    assert copies(WIRE, COPIES[how], *sources)


@pytest.mark.parametrize("sources", [("Harbour Post", "Wenn Courier"), ("Wenn Courier", "Wenn Courier"), (None, None)])
@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param(WIRE, OTHER_REPORT, id="two reports of one event, with one quotation"),
        pytest.param(WIRE, f"{OTHER_REPORT} {first_words(WIRE, 0.4)}", id="a report that ends with part of another"),
        pytest.param(WIRE, f"{OTHER_REPORT} {invented(1)} {WIRE}", id="a page of several stories"),
        pytest.param(first_words(WIRE, 0.15), f"{WIRE} {invented(2, 400)}", id="a summary of a long story"),
        pytest.param(PREFACE + invented(3, 90), PREFACE + invented(4, 90), id="a series"),
    ],
)
def test_what_is_no_copy(one: str, other: str, sources: tuple[str, str]) -> None:
    assert not copies(one, other, *sources)


@pytest.mark.parametrize("sources", [("Wenn Courier", "Wenn Courier"), (None, None), ("Wenn Courier", None)])
@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param(f"{invented(5, 75)} {WIRE * 4}", f"{invented(6, 75)} {WIRE * 4}", id="a gallery below the news"),
        pytest.param(f"{PREFACE}{invented(7, 30)} {TABLE}", f"{PREFACE}{invented(8, 30)} {TABLE}", id="a daily table"),
        pytest.param(WIRE, f"{invented(9, 90)} {WIRE}", id="an update behind a new beginning"),
    ],
)
def test_what_one_outlet_repeats_makes_no_copies(one: str, other: str, sources: tuple[str, str]) -> None:
    assert not copies(one, other, *sources)


def test_short_texts_are_copies_when_they_are_equal() -> None:
    brief = "The bridge at Wenn is closed until autumn, the town said."
    assert copies(brief, brief.upper())
    assert not copies(brief, brief.replace("autumn", "spring"))
    assert not copies(brief, f"{brief} {WIRE}")


@pytest.mark.parametrize("text", ["word", "?!", "no " * 100, "1 0 " * 50])
def test_texts_with_little_to_compare_are_compared_as_a_whole(text: str) -> None:
    assert copies(text, text)
    assert not copies(text, WIRE)


def test_headline_and_key_do_not_matter() -> None:
    one = signature(Document("a", WIRE, "Ship aground", "Harbour Post"))
    other = signature(Document("b", WIRE, "Night of fog", "Harbour Post"))
    assert one.outlet == other.outlet
    assert one.shingles.tobytes() == other.shingles.tobytes()


def test_a_story_has_its_smallest_key_and_reaches_along_its_copies() -> None:
    thirds = [WIRE.split()[: len(WIRE.split()) * n // 6] for n in (6, 4, 2)]
    texts = dict(zip(("c", "b", "d"), map(" ".join, thirds), strict=True))
    signatures = {key: signature(document(key, text, key)) for key, text in texts.items()}
    alone = {"a": signature(document("a", OTHER_REPORT)), "e": signature(document("e", invented(10)))}
    assert stories({**signatures, **alone}) == {"a": "a", "b": "b", "c": "b", "d": "b", "e": "e"}
    assert stories({}) == {}


def test_equal_texts_of_several_outlets_each_lead_to_their_copies() -> None:
    """An edited text is a copy for another outlet only: whichever equal one comes first, it is found."""
    for edited in ("Harbour Post", "Wenn Courier"):
        texts = {"a": (WIRE, "Harbour Post"), "b": (WIRE, "Wenn Courier"), "c": (changed(WIRE, 40), edited)}
        found = stories({key: signature(document(key, *each)) for key, each in texts.items()})
        assert found == {"a": "a", "b": "a", "c": "a"}
    assert not copies(WIRE, changed(WIRE, 40), "Harbour Post", "Harbour Post")


BASES = [WIRE, OTHER_REPORT, TABLE, invented(11)]


@st.composite
def variants(draw: st.DrawFn) -> list[tuple[str, str | None]]:
    """Texts with sources: some cut, some with words changed."""
    drawn = []
    for _ in range(draw(st.integers(1, 8))):
        words = draw(st.sampled_from(BASES)).split()
        words = words[: draw(st.integers(8, len(words)))]
        for place in draw(st.lists(st.integers(0, len(words) - 1), max_size=6)):
            words[place] = "changed"
        drawn.append((" ".join(words), draw(st.sampled_from([None, "Cape Radio", "Harbour Post"]))))
    return drawn


@settings(max_examples=60)
@given(variants(), st.randoms(use_true_random=False))
def test_stories_depend_on_the_documents_alone(texts: list[tuple[str, str | None]], chance: random.Random) -> None:
    """Not on their order; and they are what all pairs, looked at one by one, join."""
    signatures = {f"key{n}": signature(document(f"key{n}", *each)) for n, each in enumerate(texts)}
    shuffled = list(signatures.items())
    chance.shuffle(shuffled)
    found = stories(signatures)
    assert stories(dict(shuffled)) == found
    joined = {key: key for key in signatures}
    for _ in signatures:
        for one, first in signatures.items():
            for other, second in signatures.items():
                if are_copies(first, second):
                    joined[one] = min(joined[one], joined[other])
    assert found == joined
