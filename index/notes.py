"""Text that is a note to or by a machine rather than news."""

from __future__ import annotations

import re

from .sentences import Span, paragraph_spans, sentence_spans

_MODEL = r"(?:ai|artificial intelligence|large language|language|generative ai|llm)"
_WORK = r"(?:rephras|rewrit|rewrot|rework|reword|paraphras|fram|adapt|modif|alter|edit|generat|summari[sz]|condens|chang|adjust|omitt)\w*"
_ORDER = r"(?:directives?|instructions?|prompts?|guidelines|specifications?|requirements?|your request|request)"

# What such notes say. Matched in a paragraph with its quotations taken out: news that quotes a
# machine, or an instruction to one, is news.
_NOTES = re.compile(
    "|".join(
        (
            rf"\bas an? {_MODEL}(?: language)?(?:[ -](?:powered|based))? ?(?:model|assistant|chatbot|system|tool)?,? i\b",
            rf"\bas an? {_MODEL} ?(?:language )?(?:model|assistant|chatbot)\b",
            rf"\b{_WORK}\b.{{0,80}}\b(?:to (?:align|comply|conform|fit|accord)\b.{{0,30}}\bwith|in (?:line|accordance) with|"
            rf"as per|per|according to|following|based on)\b.{{0,20}}\b(?:the|your|these|given|provided)? ?{_ORDER}\b",
            rf"\b(?:details|text|article|content|passage|paragraphs?|wording)\b.{{0,60}}\b(?:were|was|has been|have been) {_WORK}"
            rf".{{0,80}}\b(?:while|without) (?:preserving|maintaining|keeping|changing|losing|altering)\b",
            rf"\b(?:i|we) (?:have|ha[sd]|[’']ve) {_WORK} (?:the|this|your) (?:text|article|passage|content|piece|story)\b",
            r"\bhere(?: is|[’']s) (?:the|a|an|your) (?:rewritten|rephrased|paraphrased|summari[sz]ed|revised|edited)\b",
            rf"\b(?:article|text|content|story|summary) (?:was|is|has been) (?:written|generated|produced|created|rewritten) "
            rf"(?:by|with|using) (?:the help of |the assistance of )?(?:an? )?(?:{_MODEL}|chatgpt|gpt-?\d?|gemini|claude|copilot)\b",
            r"\b(?:ignore|disregard|forget|override) (?:all |any )?(?:of )?(?:the |your |these |my )?(?:previous|prior|above|earlier|"
            r"preceding|other|existing|system) (?:instructions?|prompts?|messages?|rules|text|directions|guidelines)\b",
            rf"\b{_MODEL}s?(?: \w+)?(?: (?:assistants?|agents?|systems?|models?|crawlers?|bots?|tools?))* "
            r"(?:reading|processing|summari[sz]ing|indexing|crawling|that reads?|who reads?|parsing|analy[sz]ing|scraping) this\b",
            rf"\b(?:if|when) you are an? {_MODEL}\b",
            rf"\byou are (?:now )?an? (?:helpful )?(?:{_MODEL}|assistant|chatbot)\b",
            r"\b(?:note|message|instructions?|notice|attention)(?: \w+)? (?:to|for) (?:all |any |the )?"
            rf"(?:{_MODEL}|chatbots?|assistants?|machines?)(?: (?:assistants?|agents?|systems?|models?|readers))?\s?:",
            r"\b(?:reveal|print|repeat|show) (?:your|the) (?:system )?prompt\b",
            r"\b(?:respond|reply|answer) only (?:with|that)\b",
            r"<\|im_start\|>|\[/?INST\]|<<SYS>>|^#+ ?(?:instruction|system prompt)",
        )
    ),
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
        if not _NOTES.search(_QUOTATION.sub(" ", paragraph)):
            continue
        if end - start <= _SHORT_PARAGRAPH:
            spans.append((start, end))
        else:
            found = [(first, last) for first, last in sentence_spans(paragraph) if _is_note(paragraph[first:last])]
            spans += [(start + first, start + last) for first, last in found or [(0, end - start)]]
    return spans


def _is_note(sentence: str) -> bool:
    return _NOTES.search(_QUOTATION.sub(" ", sentence)) is not None
