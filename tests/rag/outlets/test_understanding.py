"""The outlets that a question means, those that it leaves out, and the words that name none."""

from __future__ import annotations

import pytest

from tests.rag.reading import AP, BBC, CNBC, CNN, NYT, WSJ, read

OUTLETS: list[tuple[str, tuple[str, ...]]] = [
    # by its name
    ("According to the Harbour Courier, who won?", ("Harbour Courier",)),
    ("Who won, according to The Guardian?", ("The Guardian",)),
    ("In the Harbour Courier, who is said to have won?", ("Harbour Courier",)),
    ("What did Time report on the strike?", ("Time",)),
    ("What did The Week write on the strike?", ("The Week",)),
    ("What did The Independent say on the strike?", ("The Independent",)),
    ("What was reported by Metro?", ("Metro",)),
    ("Did Fortune report on the strike?", ("Fortune",)),
    ("What does the 'Harbour Courier' article claim?", ("Harbour Courier",)),
    ('What did "The Guardian" report?', ("The Guardian",)),
    ("What was in the Harbour Courier’s report?", ("Harbour Courier",)),
    ("What did The Hill reveal?", ("The Hill",)),
    ("What have sources such as RT and Sputnik claimed?", ("RT", "Sputnik")),
    ("What do both RT and Sputnik report?", ("RT", "Sputnik")),
    ("Which plan is noted by RT, discussed by Time and covered in Fortune?", ("RT", "Time", "Fortune")),
    ("According to BBC News - Business, who won?", ("BBC News - Business",)),
    ("What was said about the strike in the Harbour Courier?", ("Harbour Courier",)),
    ("Who, in the Harbour Courier, is said to have won?", ("Harbour Courier",)),
    ("What are RT and Sputnik saying about the strike?", ("RT", "Sputnik")),
    ("What is RT's take on the strike?", ("RT",)),
    ("Is there news from RT on the strike?", ("RT",)),
    ("Show me articles from The Guardian on the strike.", ("The Guardian",)),
    # by another name of it
    ("What did the Guardian say?", ("The Guardian",)),
    ("What did the BBC say?", BBC),
    ("According to BBC News, who won?", BBC),
    ("According to the Beeb, who won?", BBC),
    ("According to bbc.co.uk, who won?", BBC),
    ("What did CNN report?", CNN),
    ("What did CNBC report?", (CNBC,)),
    ("According to CNBC | World Business News Leader, who won?", (CNBC,)),
    ("In the New York Times, what was said of the ferry?", (NYT,)),
    ("What did the NYT report?", (NYT,)),
    ("According to nytimes.com, who won?", (NYT,)),
    ("What was published on www.nytimes.com about it?", (NYT,)),
    ("What did the NY Times write?", (NYT,)),
    ("What did the WSJ report?", (WSJ,)),
    ("According to the AP, who won?", (AP,)),
    ("What did AP report?", (AP,)),
    ("According to Russia Today, who won?", ("RT",)),
    ("According to Rolling Stone, who sang?", ("RollingStone.com",)),
    ("According to rollingstone.com, who sang?", ("RollingStone.com",)),
    ("What did Time Magazine report?", ("Time",)),
    ("according to the new york times, who won?", (NYT,)),
    ("according to the harbour courier, who won?", ("Harbour Courier",)),
    ("According to the NYT and the WSJ, who won?", (NYT, WSJ)),
    # none that the index has
    ("According to the Washington Post, who won?", ("Washington Post",)),
    ("According to WaPo, who won?", ("WaPo",)),
    ("What did Reuters report?", ("Reuters",)),
    ("What did the Telegraph report about the strike?", ("Telegraph",)),
    ("In the Brackmoor Gazette, who is said to have won?", ("Brackmoor Gazette",)),
    ("What did the Financial Times report?", ("Financial Times",)),
    ("According to Radio Brel, who won?", ("Radio Brel",)),
    ("What was in the Brackmoor Gazette's report?", ("Brackmoor Gazette",)),
    # a person or an institute, where it writes itself
    ("What does the article by Ann Lee say?", ("Ann Lee",)),
    ("What did Ann Lee write about the flood?", ("Ann Lee",)),
]
LEFT_OUT = [
    ("Who won, but not according to RT?", ("RT",)),
    ("Not according to RT, who won?", ("RT",)),
    ("Apart from the BBC, who reported it?", BBC),
    ("Excluding CNN, what was said?", CNN),
    ("Other than the NYT and the WSJ, who reported it?", (NYT, WSJ)),
    ("What is said in papers other than The Guardian?", ("The Guardian",)),
    ("Leaving Sputnik aside, what was said?", ("Sputnik",)),
    ("Except for the AP, who reported it?", (AP,)),
    ("Ignore RT: who won?", ("RT",)),
    ("RT aside, who won?", ("RT",)),
    ("Without RT and Sputnik, what do we know?", ("RT", "Sputnik")),
]
NO_OUTLET = [
    "What time is it?",
    "Is it time to report this?",
    "In time, who will win?",
    "What did Time Warner say about the merger?",
    "Who became Time's person of the hour at Time Square?",
    "Which firms of the Fortune 500 reported losses?",
    "What did Fortune 500 companies report?",
    "Who made a fortune from it?",
    "Which company this week reported losses?",
    "What did the week bring?",
    "Who leads the Independent Commission?",
    "According to the Independent Commission, who won?",
    "Which independent candidate said so?",
    "According to an independent study, what helps?",
    "How long is the Metro in Paris?",
    "According to Metro Police, who fled?",
    "Who took the metro?",
    "Who resigned from RT?",
    "Who works at Metro?",
    "Which firm was bought by Fortune?",
    "According to Hill, who won?",
    "What did Capitol Hill say?",
    "Who owns the Harbour Courier?",
    "Why was the New York Times sued?",
    "What did Lavrov tell RT?",
    "According to the mayor, who won?",
    "According to a new survey, who won?",
    "According to the Press Secretary, who won?",
    "According to the Strategic Defence Review, what is short?",
    "According to the Federal Register, what is banned?",
    "What did Royal Mail say about stamps?",
    "According to American Express, who pays?",
    "According to Ann Lee, who won?",
    "What did Ann Lee say about the flood?",
    "According to the Institute of Tides, how high was it?",
    "What did the CPI report show?",
    "Did the sun rise?",
]


@pytest.mark.parametrize(("text", "names"), OUTLETS)
def test_the_outlets(text: str, names: tuple[str, ...]) -> None:
    found = read(text)
    assert (set(found.sources), found.not_sources) == (set(names), ())
    assert (found.after, found.before) == (None, None)


@pytest.mark.parametrize(("text", "names"), LEFT_OUT)
def test_the_outlets_left_out(text: str, names: tuple[str, ...]) -> None:
    found = read(text)
    assert (found.sources, set(found.not_sources)) == ((), set(names))


@pytest.mark.parametrize("text", NO_OUTLET)
def test_no_outlet(text: str) -> None:
    found = read(text)
    assert (found.sources, found.not_sources) == ((), ())
