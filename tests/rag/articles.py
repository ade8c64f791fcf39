"""Invented news, and how it comes into a folder."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

CHOIR = "A choir of 200 children sang at the opening of the concert hall in Dovre."
TOLL = "The toll on the Kessel bridge is five crowns for a car and nine for a lorry."


def _row(key: str, text: str, source: str | None = None, date: str | None = None, title: str = "") -> dict[str, Any]:
    return {"_id": key, "text": text, "source": source, "date": date, "title": title}


ROWS = [
    _row(
        "lighthouse",
        "The lighthouse at Orrin Point was sold to the baker Petra Nilsson for 40,000 crowns. "
        "She wants to bake bread for walkers in the old oil store.",
        "Ilmar Post",
        "2024-03-01",
        "Baker buys lighthouse",
    ),
    _row(
        "snow",
        "Snow closed the road over Kessel Pass for nine days, the highway office said.",
        "Ilmar Post",
        "2024-03-05",
    ),
    _row("choir-post", f"{CHOIR} The mayor of Dovre wept.", "Ilmar Post", "2024-04-11"),
    _row("choir-courier", f"{CHOIR} The hall cost 12 million crowns.", "Dovre Courier", "2024-04-12"),
    _row("choir-radio", f"{CHOIR} Tickets were sold out in an hour.", "Brel Radio", "2024-06-20"),
    _row("lobster", "Fishermen in Brel caught a blue lobster and gave it to an aquarium.", "Dovre Courier", "2024-05"),
    _row(
        "mayor",
        "Joss Adeyemi, the mayor of Ilmar, resigned over an unpaid parking fine. "
        "He now drives the night bus to Brel and says that he sleeps well.",
        "Ilmar Post",
        "2024-07-15",
    ),
    _row("toll-2022", TOLL, "Old Ledger", "2022-01-10"),
    _row("toll-2023", TOLL, "Old Ledger", "2023-01-10"),
    _row("toll-2024", TOLL, "Old Ledger", "2024-01-10"),
    _row("toll-undated", TOLL),
    _row("library", "The library in Brel lends umbrellas, and nobody has kept one yet.", "Dovre Courier", "2023-11-02"),
    _row(
        "harbour",
        "Pilot boats moved to the new harbour at Skarn. The harbour of Skarn has eleven berths. "
        "The harbour of Skarn was dredged to nine metres. The harbour of Skarn employs 34 people.",
        "Brel Radio",
        "2024-02-02",
    ),
]
HEADING = "What does the ferry to Skarn cost?"
FERRY = f"""---
title: Fares go up
source: Ilmar Post
date: 2024-06-01
---

## {HEADING}

A crossing on the ferry to Skarn costs 14 crowns from July.
Children travel free of charge on Sundays.
"""
NOTE = "As an AI language model I have rephrased the following paragraph about the Hexel windmill for your readers."
MILL = f"""The windmill in Hexel will grind flour again in spring, said the miller Ottmar Grube.

{NOTE}

The sails of the Hexel windmill weigh three tonnes, and four people carried them up.
"""


def write_rows(path: Path, rows: list[dict[str, Any]]) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
