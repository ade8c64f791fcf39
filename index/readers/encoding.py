"""Bytes to text: byte order marks, UTF-8, and for the rest the likeliest older encoding."""

from __future__ import annotations

import codecs
import re

from charset_normalizer import from_bytes

from .article import UnreadableFileError

# UTF-32 first: its little-endian mark begins with that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAMPLE = 200_000  # bytes shown to charset-normalizer: more changes no guess and takes seconds

# What news files are really kept in. Left to itself charset-normalizer answers cp1125 or mac_greek
# for short Western text.
_GUESSABLE = [
    *(f"cp{page}" for page in (1250, 1251, 1253, 1254, 1255, 1256, 1257, 1258, 866, 874, 932, 949)),
    *("koi8_r", "iso8859_2", "iso8859_5", "gb18030", "big5", "euc_jp", "cp1252"),
]

# Letters beyond ASCII of the languages written in cp1252. Czech read as cp1252 is all "letters"
# too, but of no one language.
_ALPHABETS = (
    "àâæçéèêëîïôœùûüÿ",  # French
    "äöüßé",  # German
    "áéíñóúü",  # Spanish
    "àáâãçéêíóôõúü",  # Portuguese
    "àèéìíîòóùú",  # Italian
    "àçèéíïòóúü",  # Catalan
    "åäöæøé",  # Swedish, Danish, Norwegian, Finnish
    "áéíóúýþæöð",  # Icelandic
    "éèëêïöüóá",  # Dutch
)
_MIXED = "àáâãäåæçèéêëíîïñóôöøúüßœ"  # names of several languages in a short text
_SHORT = 12  # such letters: too few to tell the language by them
_FITS = 0.8  # share of those letters that one alphabet must cover
_STRAY = 0.01  # below this share of all letters they are names in English, of any language

# Signs that cp1252 is the wrong reading: three such letters in a row (Cyrillic, Greek, Chinese),
# a symbol within a word (Polish), a capital after a small letter (Mac Roman).
_IMPLAUSIBLE = re.compile(r"[À-ÖØ-öø-ÿŒœŠšŽžŸ]{3}|[^\W\d_][¹²³ªº¼½¾±¿¡¤¦¬¸×÷‡ƒ¢£¥][^\W\d_]|[a-zß-öø-ÿœšž][À-ÖØ-ÞŒŠŽŸ]")
_CONTROLS = re.compile(rb"[\x01-\x08\x0e-\x1a\x1c-\x1f\x7f]")


def decode(data: bytes) -> str:
    r"""The text of a file without its byte order mark, with line ends as `\n`.

    Raises `UnreadableFileError` for what is not text, such as anything that holds NUL bytes.
    """
    return _decode(data).replace("\r\n", "\n").replace("\r", "\n")


def _decode(data: bytes) -> str:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _marked(data[len(mark) :], encoding)
    if b"\0" in data:
        raise UnreadableFileError("is not text: it holds binary data")
    text = _as_utf8(data)
    return _older(data) if text is None else text


def _marked(data: bytes, encoding: str) -> str:
    text = data.decode(encoding, "replace")
    if "\0" in text:
        raise UnreadableFileError("is not text: it holds binary data")
    return text


def _as_utf8(data: bytes) -> str | None:
    """The bytes as UTF-8, also where a few are of an older encoding or the last letter is cut off."""
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        text = data.decode("utf-8", "surrogateescape")
        broken = sum("\udc80" <= char <= "\udcff" for char in text)
        whole = sum(char > "\x7f" for char in text) - broken
        if whole < 4 * broken and not (whole and error.reason == "unexpected end of data"):
            return None
    return _with_strays(text)


def _with_strays(text: str) -> str:
    # Pages put together from several sources hold cp1252 quotes amid UTF-8.
    def as_cp1252(match: re.Match[str]) -> str:
        return bytes([ord(match[0]) - 0xDC00]).decode("cp1252", "replace")

    return re.sub("[\udc80-\udcff]", as_cp1252, re.sub("[\udc80-\udcff]{2,3}$", "\ufffd", text))


def _older(data: bytes) -> str:
    if len(_CONTROLS.findall(data)) > len(data) // 100:
        raise UnreadableFileError("is not text: it holds binary data")
    try:
        western = data.decode("cp1252")
    except UnicodeDecodeError:
        western = ""
    if western and _is_western(western):
        return western
    best = from_bytes(_sample(data), cp_isolation=_GUESSABLE).best()
    if best is not None:
        return data.decode(best.encoding, "replace")
    if western:
        return western
    raise UnreadableFileError("is not text in an encoding that Dateline knows")


def _sample(data: bytes) -> bytes:
    if len(data) <= _SAMPLE:
        return data
    return data[: data.rfind(b"\n", 0, _SAMPLE)] if b"\n" in data[:_SAMPLE] else data[:_SAMPLE]


def _is_western(text: str) -> bool:
    beyond = [char for char in text.lower() if char > "\x7f" and not char.isspace()]
    if _IMPLAUSIBLE.search(text) or len(beyond) > 4 + 0.3 * len(text):
        return False
    letters = [char for char in beyond if char.isalpha()]
    if len(letters) <= max(2, _STRAY * sum(map(str.isalpha, text))):
        return True
    alphabets = (*_ALPHABETS, _MIXED) if len(letters) <= _SHORT else _ALPHABETS
    covered = max(sum(char in alphabet for char in letters) for alphabet in alphabets)
    return covered >= _FITS * len(letters)
