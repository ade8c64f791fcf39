"""Sources of an index that are people or institutes: what they say is not what an outlet reports.

"What did Ann Lee say?" asks for her words wherever they were printed, not for her columns.
"""

from __future__ import annotations

import re

_INSTITUTE = re.compile(
    r"\b(?:Institut\w+|Cent(?:er|re)|Foundation|University|College|School|Association|Committee|Council|Corporation"
    r"|Union|NASA|House|Watch|Society)\b"
)
# Given names of the columnists and politicians that an index of American news of 2012-20 lists as sources.
_GIVEN = re.compile(
    r"(?:Aaron|Al|Amy|Andrew|Ann|Anna|Barack|Ben|Bernie|Bill|Brent|Bret|Carol|Charles|Chris|Christopher|Conor|Damon|Dana"
    r"|Daniel|David|Dennis|Dick|Donald|Elizabeth|Emma|Ezra|Frank|Gail|George|Henry|Hillary|Howard|James|Jane|Jeff|Jesse"
    r"|Jim|Joan|Joe|John|Jonah|Jonathan|Juan|Julia|Julian|Kathleen|Ken|Kevin|Laura|Lisa|Marc|Maria|Mark|Mary|Matt"
    r"|Michael|Michelle|Mike|Mitch|Mitt|Nancy|Neil|Newt|Nicholas|Noah|Pat|Patrick|Paul|Peggy|Peter|Piers|Rahm|Ralph"
    r"|Rand|Rich|Richard|Robert|Ross|Ryan|Sally|Sarah|Scott|Stephen|Steve|Susan|Ted|Thomas|Tim|Tom|Tucker|Victor|Walt"
    r"|William) [A-Z]"
)


def are_speakers(names: tuple[str, ...]) -> bool:
    """Whether each of these sources is a person or an institute, by its name."""
    return all(_INSTITUTE.search(name) or _GIVEN.match(name) for name in names)
