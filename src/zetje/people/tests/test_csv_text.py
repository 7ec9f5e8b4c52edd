"""What letters a staff file holds, whatever wrote it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zetje.people.rules.csv_text import (
    BYTES_LIMIT,
    UnreadableFileError,
    lost_letters,
    read_text,
    repaired,
)

TEXT = "naam;e-mail\nJosé Müller;jose@x.nl\nZoë van 't Hof;zoe@x.nl\nFrançois Noël;f@x.nl\n"
NAMES = ["José", "Zoë", "Müller", "à la Tour", "Ça", "Ève", "Ñuñez", "Ångström", "D’Hont", "Čapek"]


@pytest.mark.parametrize(
    ("codec", "said"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8"),
        ("utf-16", "utf-16"),
        ("utf-16-le", "utf-16"),
        ("utf-16-be", "utf-16"),
        ("cp1252", "cp1252"),
        ("latin-1", "cp1252"),  # the same letters where it matters
        ("mac_roman", "mac_roman"),
    ],
)
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_reads_a_file_in_the_encoding_its_bytes_speak_for(codec, said, newline) -> None:
    read = read_text(TEXT.replace("\n", newline).encode(codec))

    assert (read.text, read.encoding, read.other_lines) == (TEXT, said, ())


def test_says_which_lines_were_pasted_in_from_another_encoding() -> None:
    content = "José;a@x.nl\n".encode() + "Zoë;b@x.nl\n".encode("cp1252") + "Ünal;c@x.nl\n".encode()

    read = read_text(content)

    assert read.text == "José;a@x.nl\nZoë;b@x.nl\nÜnal;c@x.nl\n"
    assert (read.encoding, read.other_lines) == ("utf-8", (2,))


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("codec", ["cp1252", "latin-1", "mac_roman"])
def test_sets_letters_right_that_were_encoded_twice(name, codec) -> None:
    try:
        twice = name.encode().decode(codec)
    except UnicodeDecodeError:
        return  # this table has no such bytes, so the mistake cannot happen

    assert repaired(twice) == name or (codec == "mac_roman" and name == "Čapek")


@given(st.sampled_from([*NAMES, "Jansen", "Ã", "Sjoerd 't Hart", "£ 5", "20 °C", "20 Â°C"]))
def test_leaves_right_letters_alone(name) -> None:
    assert repaired(name) == name


@given(st.text(max_size=60))
def test_repairing_ends(text) -> None:
    assert isinstance(repaired(text), str)


@pytest.mark.parametrize("name", ["Jos\ufffd", "Jos?", "Ren?e"])
def test_knows_a_letter_that_was_lost(name) -> None:
    assert lost_letters(name)


@pytest.mark.parametrize("name", ["José", "?", "Wat nu", ""])
def test_does_not_miss_a_letter_that_is_there(name) -> None:
    assert not lost_letters(name)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "file_empty"),
        (b"\r\n ;;\n", "file_empty"),
        (b"PK\x03\x04rest of a workbook", "file_not_csv"),
        (b"%PDF-1.7", "file_not_csv"),
        (b"naam;\x00e-mail\nJan;x\nPiet;y\nKlaas;z\n", "file_not_csv"),
        ("naam".encode("utf-16") + b"x", "file_damaged"),
        (b"x" * (BYTES_LIMIT + 1), "file_too_large"),
    ],
)
def test_says_plainly_what_is_no_staff_file(content, code) -> None:
    with pytest.raises(UnreadableFileError) as refused:
        read_text(content)

    assert refused.value.code == code
