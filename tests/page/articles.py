"""The small invented corpus that the browser tests read: plain news, two reports that differ, and hostile articles."""

from __future__ import annotations

import json
from pathlib import Path

BEFORE = " ".join(f"Item {number} on dredging was put off until autumn." for number in range(1, 70))
AFTER = " ".join(f"Complaint {number} about lamps was noted." for number in range(1, 70))
BLAMED = (
    'The Quillfeather inquiry into the Alderbrook mill fire blamed <img src="http://evil.example/x.png" '
    "onerror=alert(1)> a loose boiler valve ![dot](http://evil.example/y.png) "
    "at a cost of $x^2$ and ${alert(2)} {{value}}."
)
MILL_TITLE = "<script>alert(3)</script> Mill fire"
MILL_SOURCE = '"><img src=x onerror=alert(4)>'
DAM = (
    "The Ostrava Fell dam was built by <script>alert(10)</script> the engineer Bela Quist "
    "<iframe src=http://evil.example/f></iframe><style>body { display: none }</style>"
    "<link rel=stylesheet href=http://evil.example/s.css>[here](javascript:alert(11)) in nine years."
)
TURNED = "The price \u202eGNP.exe\u202c of the Ostrava Fell dam: מחיר הסכר הוא 3 מיליון \u2067x\u2069."
LINE = "dam" * 35_000
DAM_FILE = "<img src=x onerror=alert(12)> dam.txt"
FERRY_QUESTION = "When does the ferry to the Skerry islands resume?"
MAYOR_QUESTION = "Who was sworn in as mayor of Alderbrook?"
FLOOD_QUESTION = "How many sheep drowned in the flood at Hexley?"
DAM_QUESTION = "Who built the Ostrava Fell dam?"
MILL_QUESTION = "What did the Quillfeather inquiry into the Alderbrook mill fire blame?"
UNKNOWN_QUESTION = "Which enzyme unwinds the double helix during replication?"

ROWS: list[dict[str, str]] = [
    {
        "_id": "ferry",
        "title": "Ferry to the Skerry islands resumes",
        "text": f"{BEFORE}\n\nThe ferry between Port Alder and the Skerry islands will resume on 2 April after repairs "
        f"to the north quay, the harbour board said.\n\n{AFTER}",
        "source": "The Harbour Courant",
        "date": "2022-03-18",
        "url": "https://courant.example/ferry",
    },
    {
        "_id": "mayor-2023",
        "title": "Varga sworn in",
        "text": "Ines Varga was sworn in as mayor of Alderbrook on Monday. She had led the council for six years.",
        "source": "Alderbrook Post",
        "date": "2023-05-08",
    },
    {
        "_id": "mayor-2025",
        "title": "Hale takes office",
        "text": "Tomas Hale was sworn in as mayor of Alderbrook on Thursday. He succeeds Ines Varga.",
        "source": "The Harbour Courant",
        "date": "2025-05-15",
    },
    {
        "_id": "flood-first",
        "title": "Sheep lost in flood",
        "text": "Ninety sheep drowned in the flood at Hexley on Friday, the county's vet said. The bridge stands.",
        "source": "Alderbrook Post",
        "date": "2024-09-06",
    },
    {
        "_id": "flood-later",
        "title": "Farmers count their losses",
        "text": "The flood at Hexley drowned 140 sheep, said the farmers' union. Two barns were carried off as well.",
        "source": "The Harbour Courant",
        "date": "2024-09-09",
    },
    {
        "_id": "owl",
        "title": "Owl in the town hall",
        "text": "An owl has moved into the town hall of Brackwater and sleeps on the clock.",
        "date": "2093-01-01",
    },
    {
        "_id": 'mill" onclick="alert(5)',
        "title": MILL_TITLE,
        "text": f"{BLAMED} The owners have not replied.",
        "source": MILL_SOURCE,
        "date": "2024-02-01",
        "url": "javascript:alert(5)",
    },
    {
        "_id": "mill-again",
        "title": "Mill to be built anew",
        "text": "The Alderbrook mill will be built anew after the fire, said the heirs of the Quillfeather family.",
        "source": "Alderbrook Post",
        "date": "2024-06-03",
    },
]


def write_corpus(folder: Path) -> Path:
    """The articles as a folder: rows, a hostile file, and one that cannot be read."""
    folder.mkdir()
    (folder / "rows.jsonl").write_text("".join(json.dumps(row) + "\n" for row in ROWS), encoding="utf-8")
    (folder / DAM_FILE).write_text(f"{DAM}\n\n{TURNED}\n\n{LINE}\n", encoding="utf-8")
    (folder / "empty.txt").touch()
    return folder
