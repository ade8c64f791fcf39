"""A question as it is understood in an index of invented and of known outlets, on a Wednesday."""

from __future__ import annotations

from datetime import date

from rag.contract import Understood
from rag.question import Options, understand

TODAY = date(2024, 6, 12)  # a Wednesday
KNOWN = [
    "Harbour Courier",
    "The Guardian",
    "BBC News - Business",
    "BBC News - Technology",
    "CNN",
    "CNN (Online News)",
    "CNN - Business",
    "New York Times - News",
    "Wall Street Journal",
    "Associated Press",
    "Cnbc | World Business News Leader",
    "RollingStone.com",
    "RT",
    "Sputnik",
    "Time",
    "The Week",
    "Fortune",
    "The Independent",
    "Metro",
    "The Hill",
    "Ann Lee",
    "Institute of Tides",
]
BBC = ("BBC News - Business", "BBC News - Technology")
CNN = ("CNN", "CNN (Online News)", "CNN - Business")
NYT, WSJ, AP, CNBC = KNOWN[7], KNOWN[8], KNOWN[9], KNOWN[10]


def read(text: str) -> Understood:
    """What is understood when nobody has stated the day of asking."""
    return understand(text, Options(), KNOWN, TODAY).understood
