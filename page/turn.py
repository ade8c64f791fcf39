"""A question and what came of it, as HTML."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from index.document import Published
from rag import Answer, Excerpt
from rag.contract import Disagreement, Stated
from rag.intent import asks_how_it_changed
from rag.judgements import LONGEST_NOTE
from rag.topic import topic_of

from . import format as words
from .chips import chips
from .conversation import Conversation, Turn
from .render import mark, text
from .timeline import timeline

WELCOME = "Ask a question. The answer is made of sentences from the articles alone, each with its source and date."
NEAR = "Nearest passages, which may not answer"
Numbers = Mapping[str, int]  # of marks, by the excerpts' ids


def talk(conversation: Conversation, outlets: Sequence[str], examples: Sequence[str] = (), visit: int = 0) -> str:
    """The conversation; before the first question, how to begin and questions to try.

    `visit` differs each time, so that the page notices when nothing has changed: what was pressed is done.
    """
    turns = "".join(turn(n, each, conversation.numbers(each)) for n, each in enumerate(conversation.turns))
    known = "".join(f'<option value="{text(name)}"></option>' for name in outlets)
    listed = f'<datalist id="outlets">{known}</datalist>'
    return f'<div class="turns" data-visit="{visit}">{turns or _welcome(examples)}</div>{listed}'


def turn(place: int, asked: Turn, numbers: Numbers) -> str:
    """One turn; `place` counts the turns from 0."""
    shown = asked.typed.strip() or "(no question)"
    busy = "" if asked.answer or asked.refused else ' aria-busy="true"'
    return (
        f'<section class="turn" data-turn="{place}"{busy}><h2 class="question"><bdi>{text(shown)}</bdi></h2>'
        f"{_body(asked, numbers)}</section>"
    )


def _body(asked: Turn, numbers: Numbers) -> str:
    if asked.refused:
        sentence = asked.refused[:1].upper() + asked.refused[1:]
        return f'<p class="refused" role="alert">{text(sentence)}</p>'
    if asked.answer is None:
        return '<p class="quiet waiting">Looking through the articles …</p>'
    answer = asked.answer
    body = _answered(answer, numbers) if answer.status == "answered" else _not_found(answer, numbers)
    marked = {excerpt.document: numbers[excerpt.id] for excerpt in reversed(asked.cited)}
    return (
        _read_as(asked)
        + chips(answer.understood)
        + body
        + _scope(answer)
        + timeline(asked.found, marked)
        + _verdict(asked)
    )


def _welcome(examples: Sequence[str]) -> str:
    buttons = "".join(f'<li><button type="button" class="example">{text(each)}</button></li>' for each in examples)
    tries = f'<p class="quiet">For example:</p><ul class="examples">{buttons}</ul>' if examples else ""
    return f'<div class="welcome"><p>{WELCOME}</p>{tries}</div>'


def _read_as(asked: Turn) -> str:
    """The question as it was understood, where it leaned on what was asked before."""
    read = asked.answer.question if asked.answer else ""
    if read == " ".join(asked.typed.split()):
        return ""
    return f'<p class="read-as"><span class="quiet">Read as</span> <bdi>{text(read)}</bdi></p>'


def _answered(answer: Answer, numbers: Numbers) -> str:
    ordered = in_order(answer)
    order = '<p class="quiet order">In the order of time</p>' if ordered != answer.excerpts else ""
    apart = "".join(_disagreement(each, answer, numbers) for each in answer.disagreements)
    return _lead(answer, numbers) + apart + order + _citations(ordered, numbers, answer)


def in_order(answer: Answer) -> tuple[Excerpt, ...]:
    """The excerpts as they are shown: by time for how something changed, or the news of a topic; else best first."""
    told = asks_how_it_changed(answer.question) or (topic_of(answer.question) and not answer.understood.by_time)
    if not told:
        return answer.excerpts
    return tuple(sorted(answer.excerpts, key=lambda each: _day(each.published)))


def _day(published: Published | None) -> tuple[bool, str]:
    """Sorts by the first day that a date allows; what has no full date comes last."""
    days = published.interval() if published else None
    return (days is None, days[0].isoformat() if days else "")


def _not_found(answer: Answer, numbers: Numbers) -> str:
    near = ""
    if answer.near_misses:
        near = f'<h3 class="quiet">{NEAR}</h3>'
        near += f'<div class="near">{_citations(answer.near_misses, numbers)}</div>'
    reason = f'<p class="refused"><strong>Not found.</strong> {text(words.reason_words(answer))}</p>'
    return f"{reason}{_ways_on(answer)}{near}"


def _ways_on(answer: Answer) -> str:
    """What can be done with one press: each drops limits of one kind."""
    understood = answer.understood
    ways = [("dates", "Search all dates")] if understood.as_of or understood.after or understood.before else []
    ways += [("outlets", "Search all outlets")] if understood.sources or understood.not_sources else []
    buttons = "".join(f'<button type="button" class="way" data-limit="{kind}">{name}</button>' for kind, name in ways)
    return f'<p class="ways">{buttons}</p>' if ways else ""


def _lead(answer: Answer, numbers: Numbers) -> str:
    short = answer.short_answer
    cited = next((each for each in answer.excerpts if short and each.id == short.excerpt), None)
    if short is None or cited is None:
        return ""
    when = words.counted_from(short.text, cited.published)
    small = f' <span class="quiet">{text(when)}</span>' if when else ""
    return f'<p class="lead"><bdi>{text(short.text)}</bdi> {mark(numbers[cited.id], cited)}{small}</p>'


def _citations(excerpts: Sequence[Excerpt], numbers: Numbers, answer: Answer | None = None) -> str:
    items = "".join(_citation(excerpt, numbers[excerpt.id], answer) for excerpt in excerpts)
    return f'<ol class="citations">{items}</ol>'


def _citation(excerpt: Excerpt, number: int, answer: Answer | None) -> str:
    notes = [words.also_in_words(excerpt.also_in), *words.flag_words(excerpt.flags)]
    small = "".join(f'<span class="note"><bdi>{text(note)}</bdi></span>' for note in notes if note)
    byline = words.byline(excerpt.source, excerpt.published)
    return (
        f'<li><span class="quote">{_quote(excerpt, answer)}</span> {mark(number, excerpt)}'
        f'<p class="byline"><bdi>{text(byline)}</bdi>{small}</p></li>'
    )


def _quote(excerpt: Excerpt, answer: Answer | None) -> str:
    """The excerpt word for word, with the words of the short answer in bold where they stand in it."""
    short = answer.short_answer if answer else None
    if short is None or short.excerpt != excerpt.id:
        return text(excerpt.text)
    start, end = short.start - excerpt.start, short.end - excerpt.start
    parts = (excerpt.text[:start], excerpt.text[start:end], excerpt.text[end:])
    return f"{text(parts[0])}<strong>{text(parts[1])}</strong>{text(parts[2])}"


def _disagreement(each: Disagreement, answer: Answer, numbers: Numbers) -> str:
    """What two reports say, side by side."""
    told = "".join(_told(stated, answer, numbers) for stated in (each.one, each.two))
    what = "figures" if each.kind == "number" else f"{each.kind}s"
    head = f'<p class="quiet">Two reports give different {what}</p>'
    return f'<div class="apart">{head}<div class="sides">{told}</div></div>'


def _told(stated: Stated, answer: Answer, numbers: Numbers) -> str:
    excerpt = next(each for each in answer.excerpts if each.id == stated.excerpt)
    byline = words.byline(excerpt.source, excerpt.published)
    return (
        f'<div class="side"><p class="figure"><bdi>{text(stated.text)}</bdi> {mark(numbers[excerpt.id], excerpt)}</p>'
        f'<p class="byline"><bdi>{text(byline)}</bdi></p></div>'
    )


def _scope(answer: Answer) -> str:
    return f'<p class="quiet scope">{text(words.searched_words(answer.searched).capitalize())}.</p>'


def _verdict(asked: Turn) -> str:
    """Two buttons that say whether the answer is right, and a note once that is said."""
    buttons = "".join(
        f'<button type="button" class="verdict" data-right="{int(right)}" aria-pressed="{str(pressed).lower()}">'
        f"{name}</button>"
        for name, right, pressed in (("Right", True, asked.right is True), ("Wrong", False, asked.right is False))
    )
    note = ""
    if asked.right is not None:
        note = (
            '<label class="note">Note <input type="text" class="remark" '
            f'maxlength="{LONGEST_NOTE}" '
            f'placeholder="What is right or wrong with it" value="{text(asked.note)}"></label>'
            '<span class="quiet" role="status">Kept</span>'
        )
    return (
        f'<div class="verdicts" aria-live="off"><span class="quiet">Is this answer right?</span>{buttons}{note}</div>'
    )
