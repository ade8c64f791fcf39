from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.furniture import furniture, without_credit

FURNITURE = [
    "icon searchicon menuicon closeicon shareicon playicon",
    "play_arrow",
    "arrow_back Back to overview",
    "0:00",
    "24:55",
    "0:00 / 4:05",
    "▶ Listen (4:05)",
    "Listen to this article",
    "Your browser does not support the audio element.",
    "Podcasts",
    "4 min read",
    "1 Min Read 0 250",
    "Estimated reading time: 4 minutes",
    "3 hours ago",
    "1,200 views",
    "5 comments | 12 shares",
    "Share",
    "Share this article",
    "Share on Facebook",
    "Facebook Twitter WhatsApp Telegram Email",
    "Copy link",
    "Link copied!",
    "Leave a Reply",
    "Your email address will not be published. Required fields are marked *",
    "No Comments:",
    "Be the first to comment",
    "Save my name, email, and website in this browser for the next time I comment.",
    "Comments are closed.",
    "Please read our comment policy before you write.",
    "To join in, see our commenting guidelines",
    "Log in",
    "log in or register",
    "Sign in to continue reading",
    "Already a subscriber? Sign in",
    "Forgot your password?",
    "We use cookies to improve your experience.",
    "Accept all cookies",
    "Cookie policy",
    "By continuing to use this site you agree to our terms.",
    "Privacy policy",
    "Maybe later",
    "Sign up for our weekly newsletter",
    "Get the latest headlines delivered to your inbox",
    "Follow us on Instagram",
    "Advertisement",
    "The news of the coast. Stay tuned for updates and breaking news from the quay.",
    "ADVERTISEMENT - CONTINUE READING BELOW",
    "Story continues below",
    "You have 3 free articles remaining",
    "Enable notifications",
    "Related articles",
    "Related: Ferry sinks",
    "Read more: Minister says he will go",
    "You may also like",
    "Most read",
    "More from Wenn Courier",
    "Skip to main content",
    "Main menu",
    "Home | World | Sport | Culture",
    "Home › World › Europe",
    "Tags: ferry, harbour",
    "Please enable JavaScript to view this page.",
    "Report an error",
    "© 2024 Harbour Post. All rights reserved.",
    "(c) 2024 Harbour Post",
    "Copyright Harbour Post Ltd",
    "Photo: Eva Holm/Reuters",
    "(Photo: Eva Holm)",
    "Eva Holm / AFP via Getty Images",
    "AP Photo/Eva Holm",
    "Image source, Getty Images",
    "Photo by Eva Holm on Unsplash",
    "(Reporting by Eva Holm; Editing by Sam Fox)",
    "Additional reporting by Eva Holm in Port Lee",
    "Captain Ann Lee - Harbour Post International, 1920, 18.03.2022",
]
NEWS = [
    "Home Secretary resigns",
    "Home win for Port Lee",
    "“We will not go back.”",
    '"Never," she said.',
    "The mayor declined to comment.",
    "No comment from the palace",
    "Comments by the mayor angered the island",
    "Share prices fell sharply on Monday",
    "He photographed the ferry, and the photo won a prize.",
    "Photo finish in Westmarsh",
    "Image of the missing ship released",
    "Photo from the harbour shows a crack",
    "The site uses cookies to track its readers, the regulator said.",
    "Cookie recipe wins first prize",
    "Cookie consent rules to be scrapped, says minister",
    "She ran the race in 3:15 and fell at the end.",
    "3:15 was the time on the stopped clock.",
    "The goal fell after 20 minutes.",
    "15 dead in ferry fire",
    "Facebook, Twitter and two others were fined.",
    "Print is dead, says editor",
    "Weather forces ferry to stay in port",
    "Search for survivors called off",
    "Help arrives too late",
    "Close vote in the council",
    "Related charges were dropped.",
    "More people died in the flood than was known.",
    "More than half have gone",
    "Latest news from the front was grim.",
    "Next week the ferry sails again.",
    "Log books of the ferry were found",
    "Register of voters is incomplete",
    "Contact with the ship was lost at nine.",
    "Contact us if you saw the ship, police said.",
    "Follow us, the guide said, and stay close.",
    "Support us or lose the island, mayor tells minister",
    "Advertisement spending falls",
    "Subscribe to our vision, she told them.",
    "Copyright law to be rewritten",
    "Reporting by journalists was restricted.",
    "The crack was first reported by Reuters",
    "The fixer was hired by Bloomberg",
    "Tags on sheep help police find thieves",
    "Volume of trade rises",
    "Gold: Ann Lee, Port Lee",
    "1. Ann Lee 2:15:03",
    "Labour | 320 | Greens | 210",
    "He sailed the ship – Endurance, 1914",
    "Mute swans return to the Wenn",
    "Podcast host arrested in Westmarsh",
    "Sources: mayor will go",
    "In other harbour news: the lighthouse was lit again.",
    "After such a debut, viewers should stay tuned for the next film.",
]


@pytest.mark.parametrize("line", FURNITURE)
def test_lines_that_only_pages_hold_are_furniture(line: str) -> None:
    assert furniture(line) is not None
    assert furniture(f"  {line.upper()} ") is not None or "_" in line or "icon" in line.lower()


@pytest.mark.parametrize("line", NEWS)
def test_lines_of_news_stay(line: str) -> None:
    assert furniture(line) is None


def test_a_long_paragraph_is_never_furniture() -> None:
    assert furniture("We use cookies to improve your experience. " * 20) is None


@pytest.mark.parametrize(
    ("caption", "left"),
    [
        ("The ferry leaves the harbour. Eva Holm/AFP via Getty Images", "The ferry leaves the harbour."),
        ("The ferry at dawn. © 2024 Getty Images", "The ferry at dawn."),
        ("The ferry at dawn. (c) AFP", "The ferry at dawn."),
        ("The ferry and/or the bridge will stay closed.", "The ferry and/or the bridge will stay closed."),
        ("He paid 5 crowns (about 3 euros).", "He paid 5 crowns (about 3 euros)."),
    ],
)
def test_a_credit_is_cut_off_its_caption(caption: str, left: str) -> None:
    assert without_credit(caption) == left


PIECES = [
    "Share ",
    "like ",
    "A",
    "a.",
    "By ",
    "| ",
    "12:",
    "1,2 ",
    "views ",
    "email",
    "- ",
    "AP ",
    "/",
    "Photo by ",
    "© ",
]


@given(st.lists(st.sampled_from(PIECES), max_size=6), st.integers(1, 100))
@settings(max_examples=200)  # each has a deadline: a pattern that backtracks without end misses it
def test_no_line_takes_long(pieces: list[str], times: int) -> None:
    furniture("".join(pieces) * times + "!x")
