"""Lines of a saved page that are not news: which they are, by what they say."""

from __future__ import annotations

import re

from .dates import FULL_DATE

AGENCIES = (
    r"(?:getty(?: images)?|afp|reuters|ap(?: photo| images?)?|associated press|epa(?:-efe)?|efe|bloomberg|shutterstock|"
    r"istock(?:photo)?|alamy(?: stock photo)?|pa(?: wire| images| media)?|xinhua|tass|sputnik|imago|dpa|anadolu"
    r"(?: agency)?|"
    r"nurphoto|zuma(?: press)?|rex features|usa today sports|handout|pool|file photo)"
)
# In pixels: what distinguishes a picture's label ("Port Lee - Harbour Post, 1280") from a place and a year.
PICTURE_WIDTH = r"(?:1920|1280|1080|1024|1000|960|854|800|768|720|640|600|480|320)"
_SHARE_WORDS = (
    r"(?:tweet|retweet|facebook|twitter|x|whatsapp|telegram|linkedin|reddit|e-?mail|print|copy|copied|link|url|pin|"
    r"pinterest|save|bookmark|on|via|this|article|story|page|by|to|send|messenger|instagram|vk|flipboard|pocket"
    r"|threads|"
    r"bluesky|mastodon|follow|us|gift|listen|comments?|viber|skype|tumblr|youtube|tiktok|rss|icon|\d+|shares?|likes?)"
)

# Names as a credit lists them: words with a capital, and the small words between them.
_CAPITAL = (
    r"(?-i:[A-Z@][\w’'@-]*|and|of|on|for|the|via|in|by|at|with|de|van|von|der|bin|al|el|la|du|da|di"
    r"|editing|writing|additional|reporting)"
)
_NAMES = rf"{_CAPITAL}(?:[\s,;:./|&()]+{_CAPITAL}){{0,30}}[\s.)]*"

# Each rule: its name, and what a whole line of that kind looks like. Lines are matched without regard
# to case and without the white space around them. A rule that may meet a sentence of news is anchored
# at both ends; the others name words that only furniture holds.
_RULES: dict[str, tuple[str, ...]] = {
    "icons": (r"(?-i:[a-z]+(?:_[a-z0-9]+)+)(?: [\w&’'-]+){0,3}",),
    "player": (
        r"(?:\d{1,2}:)?\d{1,2}:\d{2}(?:\s*/\s*(?:\d{1,2}:)?\d{1,2}:\d{2})?",
        r"your browser does not support.*",
        r"(?:listen|watch|play|duration|audio|video|listen to (?:this )?(?:article|story)|play (?:video"
        r"|audio)|watch (?:now|live|video))(?:\s*[:(·-]?\s*(?:\d{1,2}:\d{2}|\d+ min(?:ute)?s?)\)?)?",
        r"live now|now playing|podcasts?|video player is loading.*",
        r"this (?:video|audio) (?:is not available|cannot be played).*|mute|unmute|volume",
        r"full ?screen",
    ),
    "reading time": (
        r"(?:estimated )?(?:reading time:?\s*)?\d{1,3}[ -]?min(?:ute)?s?(?:[ -]read(?:ing)?)?"
        r"(?:\s+[\d,.]+k?)*(?: (?:views?|shares?))?",
    ),
    "age": (
        r"(?:(?:published|posted|updated):? )?(?:\d+|an?) (?:seconds?|min(?:ute)?s?|hours?|hrs?|days?|weeks?"
        r"|months?|years?) ago",
    ),
    "counter": (r"(?:\d[\d,.]*[km]?\s*(?:views?|shares?|comments?|likes?|reads?|replies)\s*[|·•]?\s*)+",),
    "share": (
        r"(?=.*\b(?:share|tweet|retweet|facebook|twitter|whatsapp|telegram|linkedin|reddit|print|e-?mail"
        r"|pinterest|messenger|flipboard|copy link|copied|save"
        rf"|bookmark)\b){_SHARE_WORDS}(?:[\s|/·•,:+&-]+{_SHARE_WORDS})*[\s|/·•,:+&-]*[!.]?",
    ),
    "comment": (
        r"(?:leave|post|add|write|submit) (?:a |your )?(?:reply|comment)s?.*",
        r"(?:no|\d+|view|show|load|all|hide|read|see|more)(?: all| more| \d+)* comments?:?(?: \(\d+\))?",
        r"comments?(?: section)?:?(?: ?\(\d+\))?|.*\byour e-?mail address will not be published.*",
        r".*\brequired fields are marked.*",
        r".*\bcomment(?:ing)? (?:system|policy|policies|guidelines|rules|section)\b.*",
        r"to (?:leave|post) (?:a )?comments?.*",
        r"(?:join|start|to participate in|take part in) the (?:conversation|discussion|debate).*",
        r"save my name, e-?mail.*|comments are (?:closed|moderated|off|disabled).*",
        r"be the first to (?:comment|reply).*|reply|notify me of (?:new|follow).*",
        r"what do you think\?.*comment.*|post reply|name \*|e-?mail \*|website",
    ),
    "log in": (
        r"(?:please )?(?:log|sign)[ -]?(?:in|out|up)(?:\s*(?:/|\||or|and|to)\s*(?:log|sign|register|join"
        r"|create|continue|read|comment|subscribe|your|account|up|in|a|an|free|the|reading|this|article"
        r"|save)\b.*)?\.?",
        r"register(?: now| here| for free)?",
        r"(?:create|open) (?:a |an |your )?(?:free )?account(?! of\b).*",
        r"(?:already|don[’']t|do not) have an account\?.*",
        r"already (?:a |an )?(?:subscriber|registered|member).*",
        r"forgot(?:ten)? (?:your )?password\??|my (?:account|profile)",
        r"subscribe(?: now| here| today|!)?",
        r"subscribe (?:to|for) (?:continue|unlimited|full|read|our|the|just|only|from).*",
        r"this (?:article|content) is for subscribers.*",
    ),
    "cookie": (
        r".*\b(?:we|(?:this|our|the) (?:web)?(?:site|page)"
        r"|partners?) (?:and our partners )?uses? (?:of )?cookies\b.*",
        r".*\b(?:accept|reject|manage|allow|decline)(?: all| necessary| only| my)* cookies?\b.*",
        r"(?:accept|reject|allow|decline)(?: and close| and continue| all)?|i agree|ok|got it!?",
        r"cookies?(?: policy| settings| preferences| notice)?",
        r"cookie (?:notice|policy|consent)(?:\s*[|•·,/&:-].*)?|not now|no,? thanks|maybe later",
        r"privacy (?:policy|notice|settings|statement)",
        r"terms (?:of (?:use|service)|(?:and|&) conditions)",
        r"(?:manage|consent) (?:consent|preferences|choices|options)|do not sell my .*",
        r"by (?:continuing|using|clicking|subscribing|signing|submitting|registering)\b.*\b(?:cookies|terms"
        r"|privacy)\b.*",
    ),
    "promotion": (
        r"(?:sign up|subscribe|register) (?:for|to|here) .*\b(?:newsletters?|alerts?|updates?|briefing"
        r"|e-?mails?|inbox)\b.*",
        r".*\b(?:stay tuned for (?:(?:more|our|the|further|latest|breaking) ?)*(?:updates?|news)"
        r"|get the latest .*(?:inbox|newsletter|alerts)|delivered (?:straight )?to your inbox)\b.*",
        r"(?:follow|like|find|join|contact) us(?: (?:on|at) .{0,80}|\W*)",
        r"download (?:our|the) app.*",
        r"(?:advertisement|advert|ads?|sponsored|promoted)(?: content| post| links?)?",
        r"advertisement\s*[-–—|•:].*|(?:story|article) continues (?:below|after).*",
        r"(?:read in|open in|get the) app",
        r"support (?:us|our (?:work|journalism))(?: (?:with|by|from|for|today|now|on) .{0,80}|\W*)",
        r"donate(?: now| today)?|our newsletters?|newsletters?|breaking news alerts?",
        r"enter your e-?mail.*|e-?mail address|(?:enable|allow|turn on|get|receive) notifications",
        r"you(?:[’']ve| have) (?:reached|read|used|\d+) .{0,40}\b(?:articles?|limit)\b.*",
    ),
    "related": (
        r"(?:read|see|learn|find out|click|tap|watch|listen)(?: it)? (?:more|also|next|here|now"
        r"|this)(?: ?[:»>→–-].*| here.*| about .{0,80})?",
        r"(?:related|more|most|latest|top|recommended|trending|popular|other|further|similar|recent"
        r"|editor[’']?s?|don[’']t miss|you (?:may|might) also|up|sponsored|featured)(?: \w+){0,3}?(?: news"
        r"| stor(?:y|ies)| articles?| topics?| reading| read| viewed| posts?| videos?| picks?| choice| like"
        r"| next| now| today| this| from us| links| coverage| headlines| content)\W{0,3}(?:(?:from|on"
        r"|in) [^.!?]{0,40}|:.*)?",
        r"(?:most (?:popular|read|viewed|watched|shared)|editors[’'] picks|continue reading"
        r"|read (?:the )?full (?:story|article|text)|in other news)\W*",
        rf"more (?:from|on|in) {_NAMES}",
        r"(?:related|trending|recommended(?: for you)?|see also|also read|read also|more news|more on this"
        r"|don[’']t miss|must read):?(?:: ?.*)?",
        r"(?:next|previous|prev)(?: (?:article|post|story|page))?(?: ?[»«>→←:].*)?",
    ),
    "menu": (
        r"(?:skip|jump) to (?:main |the )?(?:content|navigation|search|footer)",
        r"(?:main |open |close |toggle )?(?:menu|navigation|search)",
        r"(?:back|return|scroll) to (?:the )?top|home ?(?:page)?|close|loading(?:\.\.\.|…)?",
        r"show (?:more|less)|load more|view all|see all|about us|contact(?: us)?",
        r"advertise(?: with us)?|careers|site ?map|help|faq|archive|e-?paper|horoscopes?|weather",
        r"(?:home|news)(?:\s*[|›»>/•·]\s*[\w &-]{2,30}){1,8}",
        r"(?!.*[|•·]\s*[\d.,%]+\s*(?:[|•·]"
        r"|$))(?:[\w&-]+(?: [\w&-]+){0,2}\s*[|•·]\s*){3,}[\w&-]+(?: [\w&-]+){0,2}",
        r"(?:tags?|topics?|filed under|categor(?:y|ies)|keywords|sections?|in this article) ?:.{0,200}",
        r"go to the mediabank.*",
        r"report (?:this|an?) (?:ad|advert|error|problem|typo|correction|comment)",
        r"(?:increase |decrease |change )?(?:font|text) size",
        r".*\b(?:enable|turn on|requires) javascript\b.*|javascript is (?:disabled|required|off).*",
        r"powered by [\w.]{2,20}",
    ),
    "credit": (
        rf"©.*|\(c\) ?(?:\d{{4}}|{AGENCIES}).*|copyright\W*(?:(?:©|\(c\)|\d{{4}}).{{0,120}}|{_NAMES})",
        r".{0,80}\ball rights reserved\b.*",
        r"(?:photo(?:graph(?:er|y|s)?)?s?|image|picture|pic|video|graphic|illustration|cartoon|source|credit"
        r"|photo credit|image credit|image source|photo source|image caption|caption"
        r"|image copyright)(?: ?(?:by|via|courtesy(?: of)?|credits?))? ?[:/|©].{0,160}",
        r"(?:image (?:source|copyright|caption)|media caption),.{0,160}",
        r"(?:(?:file )?(?:photo|image|picture|photograph|illustration)s? (?:by|via|courtesy of|credit)"
        rf"|courtesy of) {_NAMES}",
        rf"[^.!?]{{0,60}}(?:/|\bvia |\| ?|\()\s*{AGENCIES}(?: via {AGENCIES})?(?:\s*/\s*{AGENCIES})?\)?",
        rf"(?:(?:pool )?(?:photo|image|picture|video|footage|provided|supplied|released) )?by {AGENCIES}",
        rf"{AGENCIES}(?: (?:photos?|images?|pictures?))?(?:\s?/\s?{_NAMES})?",
        r"(?:stock|archive) (?:photo|image|picture|footage)",
        rf"(?:.{{0,200}}\s)?[-–—] ?[\w .&’']{{2,40}}, (?:{PICTURE_WIDTH}|\d{{3,4}}, {FULL_DATE.pattern})",
        r"\((?:reporting|additional reporting|writing|editing) by .*",
        rf"(?:reporting|additional reporting|editing) by {_NAMES}",
    ),
}
_COMPILED = {name: re.compile("|".join(alternatives), re.IGNORECASE) for name, alternatives in _RULES.items()}
_BULLETS = " *_-–—•|>»▶►⏸"  # what a list of links leaves before and after a label
_LONGEST = 600  # characters: longer lines are paragraphs, and patterns with `.*` are slow on them

# Rules that tell a reader to do something, and so may fit a sentence in which someone is told to.
_ADDRESSING = ("comment", "log in", "cookie", "promotion")
_ATTRIBUTED = re.compile(
    r"\b(?:said|says|told|tells?|urge[sd]?|ask(?:s|ed)|add(?:s|ed)|heard|ruled|warn(?:s|ed)|argue[sd])\b|[“”]"
)

_ICON = re.compile(r"icon", re.IGNORECASE)
_TRAILING_CREDIT = re.compile(
    rf"\s+(?:©|\([Cc]\)) ?[^.!?]{{2,60}}$|\s+(?:\(?(?:photo|image|picture)(?: by)?:? )?[A-Z][\w.’'-]+(?: "
    rf"(?:[A-Z][\w.’'-]*|[a-z]{{2,3}})){{0,4}}\s?/\s?"
    rf"(?i:{AGENCIES})(?:\s?/\s?(?i:{AGENCIES}))?(?: via (?i:{AGENCIES}))?\)?$"
)


def furniture(line: str) -> str | None:
    """The name of the rule by which a line is page furniture, or None for what may be news."""
    line = line.strip()
    icons = len(_ICON.findall(line))
    if icons > 3 and icons > len(line) / 40:
        return "icons"
    if len(line) > _LONGEST:
        return None
    forms = {line, line.strip(_BULLETS), line.strip(_BULLETS + "()[]")}
    rules = (name for name, pattern in _COMPILED.items() if any(map(pattern.fullmatch, forms)))
    return next((name for name in rules if name not in _ADDRESSING or not _ATTRIBUTED.search(line)), None)


def without_credit(line: str) -> str:
    """A caption without the photographer and agency that end it."""
    return _TRAILING_CREDIT.sub("", line)
