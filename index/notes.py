"""Text that is a note to or by a machine rather than news."""

from __future__ import annotations

import re

from .sentences import Span, paragraph_spans, sentence_spans

_MODEL = r"(?:ai|artificial intelligence|large language|language|generative ai|llm)"
_WORK = (
    r"(?:rephras|rewrit|rewrot|rework|reword|paraphras|fram|adapt|modif|alter|edit|generat|summari[sz]|condens|shorten|"
    r"chang|adjust|omitt|translat)\w*"
)
_TEXT = r"(?:text|article|content|passage|paragraph|wording|detail|reference|summary|tone|name|term|story)s?"
# An instruction that belongs to nobody: "the EU's directive" and "a request by the mayor" are news.
_ORDER = (
    r"(?:(?:the|your|these|given|provided|above) )*(?:directives?|instructions?|prompts?|guidelines"
    r"|specifications?|requirements?|requests?)"
    r"\b(?= (?:provided|given|above|while|and|but|so)\b|\W*$|[.;,:])"
)
_AI_READERS = rf"{_MODEL}s?(?: \w+)?(?: (?:assistants?|agents?|systems?|models?|crawlers?|bots?|tools?))*"

# What such notes say, in a sentence with its quotations taken out: news that quotes a machine, or an
# instruction to one, is news.
_CERTAIN = re.compile(
    "|".join(
        (
            rf"\bas an? {_MODEL}(?: language)?(?:[ -](?:powered|based))? ?(?:model|assistant|chatbot|system"
            rf"|tool)?,? i\b",
            r"<\|im_start\|>|\[/?INST\]|<<SYS>>|^#+ ?(?:instruction|system prompt)|^system prompt\s?:",
            r"\b(?:note|message|instructions?|notice|attention)(?: \w+)? (?:to|for) (?:all |any |the )?"
            rf"(?:{_MODEL}|chatbots?|assistants?|machines?)(?: (?:assistants?|agents?|systems?|models?|readers))?\s?:",
            r"\b(?:here|below)(?: is|[’']s) (?:the|a|an|your) (?:rewritten|rephrased|paraphrased|summari[sz]ed"
            r"|revised|edited) "
            r"(?:version|text|article|story|passage|summary)\b",
        )
    ),
    re.IGNORECASE,
)
_LIKELY = re.compile(
    "|".join(
        (
            rf"^as an? {_MODEL} ?(?:language )?(?:model|assistant|chatbot),",
            rf"\b{_TEXT}\b.{{0,80}}\b{_WORK}\b.{{0,80}}\b(?:to (?:align|comply|conform|fit|accord)\b.{{0,30}}\bwith|"
            rf"in (?:line|accordance) with|as per|per|according to|following|based on) {_ORDER}",
            rf"\b{_TEXT}\b.{{0,60}}\b(?:were|was|has been|have been) {_WORK}"
            r".{0,80}\b(?:while|without) (?:preserving|maintaining|keeping|changing|losing|altering)\b",
            rf"\b(?:i|we) (?:have|ha[sd]|[’']ve) {_WORK} (?:the|this|your) (?:text|article|passage|content|piece"
            rf"|story)\b(?! of\b)",
            r"\bthis (?:article|text|content|story|summary) (?:was|is|has been) (?:written|generated|produced"
            r"|created|rewritten) "
            rf"(?:by|with|using) (?:the help of |the assistance of )?(?:an? )?"
            rf"(?:{_MODEL}|chatgpt|gpt-?\d?|gemini|claude|copilot)\b",
            r"(?:(?<=you to )|(?<!to ))\b(?:ignore|disregard|forget|override) (?:all |any )?(?:of )?(?:the "
            r"|your |these |my )?"
            r"(?:previous|prior|above|earlier|preceding|other|existing|system) "
            r"(?:instructions?|prompts?|messages?|rules|text|directions|guidelines)\b",
            rf"\b{_AI_READERS} (?:reading|processing|summari[sz]ing|indexing|crawling|that reads?|who reads?|parsing|"
            r"analy[sz]ing|scraping) this(?: (?:page|article|text|document|website|site|content|story|message"
            r"|note|post|must|should)\b|"
            r"\W*$|[,.:;!])",
            rf"\b(?:if|when) you are an? {_MODEL}\b",
            rf"\byou are (?:now )?(?:an? {_MODEL}\b|a chatbot\b|a helpful assistant\b)",
            r"\b(?:reveal|print|repeat|show) (?:your (?:system )?prompt|the system prompt)\b",
            r"(?:^|[.!:;,] ?|\b(?:and|then|please|must|should) )(?:respond|reply|answer) only (?:with|that)\b",
            r"\bi (?:can[’']?t|cannot|am unable to) (?:assist|help|comply) with (?:that|this|your)(?: request)?\b",
            r"\blet me know if you(?:[’']d| would) like (?:me to|any|further|additional)\b.{0,40}\b(?:changes?"
            r"|adjust\w*|revis\w*|edits?|modif\w*)",
        )
    ),
    re.IGNORECASE,
)
_REPORTED = re.compile(
    r"\b(?:said|says|told|added|admitted|heard|wrote|argued|claimed|warned|asked|ordered|instructed|advised)\b",
    re.IGNORECASE,
)
_QUOTATION = re.compile(r"“[^”]*”|\"[^\"]*\"|‘[^’]*’(?!\w)|«[^»]*»")
_SHORT_PARAGRAPH = 800  # characters: a note this short is a note as a whole


def note_spans(text: str) -> list[Span]:
    """The stretches of a cleaned text that are notes to or by a machine.

    A short paragraph that holds such a sentence is one as a whole; of a longer one, only the sentence.
    """
    spans: list[Span] = []
    for start, end in paragraph_spans(text):
        paragraph = text[start:end]
        found = [(first, last) for first, last in sentence_spans(paragraph) if _is_note(paragraph[first:last])]
        if found and end - start <= _SHORT_PARAGRAPH:
            spans.append((start, end))
        else:
            spans += [(start + first, start + last) for first, last in found]
    return spans


def _is_note(sentence: str) -> bool:
    bare = _QUOTATION.sub(" ", sentence)
    return bool(_CERTAIN.search(bare) or (_LIKELY.search(bare) and not _REPORTED.search(bare)))
