"""Sources of an index that are people or institutes: what they say is not what an outlet reports.

"What did Ann Lee say?" asks for her words wherever they were printed, not for her columns.
"""

from __future__ import annotations

import re

_INSTITUTE = re.compile(
    r"\b(?:Institut\w+|Cent(?:er|re)|Foundation|University|College|School|Committee|Council|Corporation|NASA|House|Watch"
    r"|(?<!Press )Association|Union(?!-)|Society)\b"  # but the Press Association, the Union-Tribune
)
# Given names of the columnists and politicians that an index of American news of 2012-20 lists as sources.
_GIVEN = re.compile(
    r"(?:Aaron|Al(?! Jazeera| Arabiya| Ahram)|Amy|Andrew|Ann|Anna|Barack|Ben|Bernie|Bill|Brent|Bret|Carol|Charles"
    r"|Chris|Christopher|Conor|Damon|Dana|Daniel|David|Dennis|Dick|Donald|Elizabeth|Emma|Ezra|Frank|Gail|George|Henry"
    r"|Hillary|Howard|James|Jane|Jeff|Jesse|Jim|Joan|Joe|John|Jonah|Jonathan|Juan|Julia|Julian|Kathleen|Ken|Kevin"
    r"|Laura|Lisa|Marc|Maria|Mark|Mary|Matt|Michael|Michelle|Mike|Mitch|Mitt|Nancy|Neil|Newt|Nicholas|Noah|Pat|Patrick"
    r"|Paul|Peggy|Peter|Piers|Rahm|Ralph|Rand|Rich|Richard|Robert|Ross|Ryan|Sally|Sarah|Scott|Stephen|Steve|Susan|Ted"
    r"|Thomas|Tim|Tom|Tucker|Victor|Walt|William) [A-Z]"
)


def are_speakers(names: tuple[str, ...]) -> bool:
    """Whether each of these sources is a person or an institute, by its name."""
    return all(_INSTITUTE.search(name) or _GIVEN.match(name) for name in names)
