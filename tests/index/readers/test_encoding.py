from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.readers import UnreadableFileError
from index.readers.encoding import decode

PLAIN = st.text(st.characters(exclude_characters="\0\r\ufeff", exclude_categories=["Cs"]))


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("cp1252", "He said “no”."),
        ("cp1252", "“We cannot agree,” he said — Macron’s visit cost €5m. " * 30),
        ("cp1252", "L’été dernier, le Président a déclaré « non »"),
        ("cp1252", "José Muñoz, Zoë Saldaña and Björn Strömberg"),
        ("cp1252", "Die Präsidentin sagte, dass die Größe wächst. " * 20),
        ("latin-1", "Café"),
        ("latin-1", "naïve résumé"),
        ("latin-1", "El niño comió. ¿Qué pasó en España?"),
        ("cp1251", "Министр иностранных дел России Сергей Лавров заявил в среду"),
        ("koi8-r", "Министр иностранных дел России Сергей Лавров заявил в среду"),
        ("cp1250", "Prezydent powiedział, że żaden z nich nie był świadomy zagrożenia."),
        ("cp1250", "Prezident řekl, že žádný z ministrů nebyl přítomen, když došlo k útoku."),
        ("gb18030", "外交部长周三表示，没有俄罗斯的参与，欧洲集体安全问题就无法解决。"),
        ("utf-16", "Plain and “curly” – Лавров"),
        ("utf-32", "Plain and “curly” – Лавров"),
        ("utf-8-sig", "Plain and “curly” – Лавров"),
    ],
)
def test_old_encodings_decode_right(encoding: str, text: str) -> None:
    assert decode(text.encode(encoding)) == text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_line_ends_become_one(encoding: str) -> None:
    assert decode("a\r\nb\rc\nd\u2028e".encode(encoding)) == "a\nb\nc\nd\u2028e"


@given(PLAIN, st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-32"]))
def test_any_text_round_trips(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)) == text


def test_utf8_with_a_few_cp1252_quotes_stays_utf8() -> None:
    data = "Лавров заявил это в среду".encode() + b" \x93no\x94"
    assert decode(data) == "Лавров заявил это в среду “no”"


def test_utf8_cut_off_within_a_letter_stays_utf8() -> None:
    assert decode("Лавров".encode()[:-1]).startswith("Лавро")


@pytest.mark.parametrize("data", [b"abc\0def", b"\xff\xfea\0\0\0", bytes(range(1, 256)) * 9])
def test_binary_is_refused(data: bytes) -> None:
    with pytest.raises(UnreadableFileError, match="is not text"):
        decode(data)


@given(st.binary())
def test_any_bytes_give_text_or_a_refusal(data: bytes) -> None:
    try:
        assert isinstance(decode(data), str)
    except UnreadableFileError as error:
        assert str(error)
