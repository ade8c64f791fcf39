"""Raw text to what the news says: paragraphs without page furniture, a title, and marks."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass, replace
from itertools import pairwise

from .dateline import is_byline, is_date_line
from .document import MACHINE_NOTE, POST, Mark
from .furniture import furniture, without_credit
from .notes import note_spans

_TERMINAL = re.compile(r"[.!?…:;,。！？；：，।॥۔؟።]['\"”’»)\]」』）]*$")
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
_POST_LINK = re.compile(
    r"\s*(?:https?://(?:t\.co|bit\.ly|x\.com|twitter\.com|mobile\.twitter\.com|buff\.ly|ow\.ly)/\S+|pic\.(?:twitter|x)\.com/\S+)"
)
_POST_START = re.compile(r"(?:RT )?@\w{2,20}:? |[—–-]+ .{1,60}\(@\w{2,20}\)")
_CONTROL = re.compile(
    r"[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]"
)
_TITLE_LENGTH = 200  # characters
_MENU_RUN = 4  # so many lines of at most three words in a row before the article are a menu
# Furniture behind which short lines are no news.
_AFTER_ARTICLE = frozenset(("comment", "log in", "cookie", "menu", "share", "related"))
_NAME = re.compile(r"[A-Z][\w.’'-]+(?: [A-Z][\w.’'-]*){1,2}")


@dataclass(frozen=True)
class Cleaned:
    """An article's news: `text` has one paragraph a line, a blank line between; marks are offsets into it."""

    title: str | None
    text: str
    marks: tuple[Mark, ...]


@dataclass(frozen=True)
class _Line:
    text: str
    post: bool = False
    blank_before: bool = False
    after_article: bool = False


def clean(raw: str, title: str | None, has_head: bool, masthead: str | None = None) -> Cleaned:
    """Takes away what is not news.

    `has_head` says that the raw text may begin with a title, as a text file does and the text of a
    reader that knows the title does not; `title` is the stated one, `masthead` the outlet, if any.
    Line breaks inside a paragraph (hard-wrapped text, PDF) are joined; no other character of the news
    is changed but white space and what cannot be seen.
    """
    lines = _unwrap(_split(raw))
    lines = _mark_posts(lines)
    lines = _without_menu(_without_furniture(lines))
    lines = [line for line in lines if line.text.casefold() != (masthead or "").casefold()]
    stated = _squeeze(title) if title else None
    found, lines = _take_title(lines) if has_head and not stated else (stated, lines)
    lines = _without_head(lines)
    lines = _without_repeats(lines, found)
    lines = _without_tail(_without_other_scripts(lines))
    lines = [replace(line, text=without_credit(_POST_LINK.sub("", line.text)).strip()) for line in lines]
    return _assemble(found, [line for line in lines if line.text])


def _squeeze(text: str) -> str:
    return " ".join(_CONTROL.sub("", text).split())


def _split(raw: str) -> list[_Line]:
    """The lines that hold something, without what cannot be seen, white space made single blanks."""
    lines: list[_Line] = []
    blank = True
    for line in raw.splitlines():
        text = _squeeze(line)
        if text:
            lines.append(_Line(text, blank_before=blank))
        blank = not text
    return lines


def _unwrap(lines: list[_Line]) -> list[_Line]:
    """Joins the lines of hard-wrapped text. Wrapped: most lines are cut off mid-sentence near one width."""
    followed = [a for a, b in pairwise(lines) if not b.blank_before]
    width = max((len(line.text) for line in followed), default=0)
    cut = [line for line in followed if len(line.text) > 0.6 * width and not _TERMINAL.search(line.text)]
    if len(followed) < 4 or width > 130 or width < 30 or len(cut) < 0.5 * len(followed):
        return lines
    joined: list[_Line] = []
    open_line = False
    for line in lines:
        plain = furniture(line.text) is None
        if joined and open_line and not line.blank_before and plain:
            glue = "" if re.search(r"\w-$", joined[-1].text) else " "
            joined[-1] = replace(joined[-1], text=joined[-1].text + glue + line.text)
        else:
            joined.append(line)
        open_line = plain and len(line.text) >= 0.75 * width
    return joined


def _mark_posts(lines: list[_Line]) -> list[_Line]:
    """Marks pasted social-media posts: they end in a shortened link, or stand between two that do."""
    posts = [n for n, line in enumerate(lines) if _POST_LINK.search(line.text) or _POST_START.match(line.text)]
    inside = set(posts)
    for first, last in pairwise(posts):
        if last - first <= 3 and not any(line.blank_before for line in lines[first + 1 : last + 1]):
            inside.update(range(first, last))
    return [replace(line, post=n in inside) for n, line in enumerate(lines)]


def _words(text: str) -> int:
    """How many words a text has; of scripts that put no blanks between words, two letters are one."""
    return len(text.split()) + len(_UNSPACED.findall(text)) // 2


def _is_sentence(text: str) -> bool:
    return _words(text) >= 5 and _TERMINAL.search(text) is not None


def _body(lines: list[_Line]) -> tuple[int, int]:
    """The first and the last line that is a sentence; (len, -1) where none is."""
    numbers = [n for n, line in enumerate(lines) if _is_sentence(line.text)]
    return (numbers[0], numbers[-1]) if numbers else (len(lines), -1)


def _without_furniture(lines: list[_Line]) -> list[_Line]:
    kept: list[_Line] = []
    after_article = False
    for line in lines:
        rule = furniture(line.text)
        after_article = rule in _AFTER_ARTICLE or (after_article and not _is_sentence(line.text))
        if rule is None:
            kept.append(replace(line, after_article=after_article))
    return kept


def _without_menu(lines: list[_Line]) -> list[_Line]:
    """Drops runs of very short lines before the first sentence. Elsewhere they may be a list of winners."""
    first, _ = _body(lines)
    dropped: set[int] = set()
    run: list[int] = []
    for n, line in enumerate(lines[: first + 1]):
        if n < first and _words(line.text) <= 3 and not _TERMINAL.search(line.text):
            run.append(n)
            continue
        if len(run) >= _MENU_RUN:
            dropped.update(run)
        run = []
    return [line for n, line in enumerate(lines) if n not in dropped]


def _take_title(lines: list[_Line]) -> tuple[str | None, list[_Line]]:
    """The headline: the first line of several words before the body that is no sentence."""
    for n, line in enumerate(lines):
        text = line.text.lstrip("# ").strip("*_ ")
        if (
            line.post
            or (_is_sentence(text) and not text.endswith(("?", "!", "”", "’", '"')))
            or len(text) > _TITLE_LENGTH
        ):
            break
        if _words(text) >= 3 and not is_date_line(text) and not is_byline(text) and len(lines) > n + 1:
            return text, lines[n + 1 :]
    head = lines[: _body(lines)[0]]
    if len(head) == 1 and _words(head[0].text) == 2 and not head[0].post:  # "Ferry sails"; one word is a section's name
        return head[0].text, lines[1:]
    return None, lines


def _without_head(lines: list[_Line]) -> list[_Line]:
    """Drops the lines before the story that only date it, name its author or its section."""
    first, _ = _body(lines)
    return [
        line
        for n, line in enumerate(lines)
        if not (n <= first + 1 and (is_date_line(line.text) or is_byline(line.text)))
        and not (n < first and _words(line.text) <= 2 and not _TERMINAL.search(line.text))
    ]


def _without_repeats(lines: list[_Line], title: str | None) -> list[_Line]:
    """Each line once: not the headline again, nor a teaser that is cut off and follows in full."""
    seen = {title.casefold()} if title else set()
    kept: list[_Line] = []
    for n, line in enumerate(lines):
        folded = line.text.casefold()
        stem = re.sub(r"(?:…|\.\.\.)$", "", folded).strip()
        teaser = (
            stem != folded
            and _words(stem) >= 4
            and any(other.text.casefold().startswith(stem) for other in lines[n + 1 :])
        )
        if teaser or (folded in seen and _words(folded) >= 3):
            continue
        seen.add(folded)
        kept.append(line)
    return kept


def _script(text: str) -> str:
    """The script of most of a text's letters, by the first word of their Unicode names."""
    names: Counter[str] = Counter()
    for char, count in Counter(text).items():  # each letter is named once: to name all took a third of the cleaning
        if char.isalpha():
            names[unicodedata.name(char, "?").split()[0]] += count
    main = names.most_common(1)[0][0] if names else ""
    return "CJK" if main in ("HIRAGANA", "KATAKANA") else main  # one text, written in all three


def _without_other_scripts(lines: list[_Line]) -> list[_Line]:
    """Drops fragments, not sentences, in another script than the article's: labels of the site's software."""
    main = _script(" ".join(line.text for line in lines)[:20_000])
    return [line for line in lines if _is_sentence(line.text) or _script(line.text) in ("", main)]


def _without_tail(lines: list[_Line]) -> list[_Line]:
    """Drops what follows the last sentence: short lines behind the page's own forms, and a lone name."""
    _, last = _body(lines)
    tail = [line for line in lines[last + 1 :] if not (line.after_article and _words(line.text) <= 8)]
    if last < 0 or (len(tail) == 1 and _NAME.fullmatch(tail[0].text)):
        return lines[: last + 1] or lines
    return lines[: last + 1] + tail


def _assemble(title: str | None, lines: list[_Line]) -> Cleaned:
    marks: list[Mark] = []
    position = 0
    for line in lines:
        if line.post:
            marks.append(Mark(position, position + len(line.text), POST))
        position += len(line.text) + 2
    text = "\n\n".join(line.text for line in lines)
    marks += [Mark(start, end, MACHINE_NOTE) for start, end in note_spans(text)]
    return Cleaned(title, text, tuple(sorted(marks, key=lambda mark: (mark.start, mark.end))))
