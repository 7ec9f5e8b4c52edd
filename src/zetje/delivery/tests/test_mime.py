"""What people wrote can neither add a header nor a recipient, and arrives unchanged."""

from __future__ import annotations

import quopri
import re
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from zetje.delivery.rules import mime
from zetje.delivery.rules.lines import UnusableAddressError, one_line
from zetje.delivery.rules.mails import Letter, Mail, Pieced
from zetje.delivery.rules.mime import write

HOSTILE = [
    "Drie verhalen\r\nBcc: everyone@example.org",
    "Drie verhalen\nTo: everyone@example.org\n\nbody",
    "<script>alert(1)</script>",
    "\u202egnp.exe\u202c \u2066left\u2069 \u200fright",
    "=?utf-8?q?Bcc:_everyone?=",
    'Anna" <everyone@example.org>, "',
    "nul\x00 bell\x07 escape\x1b",
    "line\u2028separator\u2029paragraph\x85next",
    "surrogate \ud800",
    "x" * 2000,
    "é" * 400,
    "Een heel lang onderwerp zonder bijzondere tekens dat niet op een regel past en dus vouwt " * 2,
]


def written(
    *,
    subject: str = "s",
    name: str = "Anna",
    text: str = "t",
    html: str = "",
    sender: str = "Noordnaaf",
    to: str = "anna@example.org",
    headers: dict[str, str] | None = None,
) -> EmailMessage:
    mail = Mail(to, subject, text, html, to_name=name, headers=headers or {})
    parcel = write(
        Letter(
            mail=mail,
            message_id="<1@zetje.example>",
            from_address="zetje@example.org",
            from_name=sender,
            written_at=datetime(2026, 11, 23, 9, tzinfo=UTC),
            headers={"List-Id": "<digest.noordnaaf.example>"},
        )
    )
    assert re.search(rb"[^\r]\n|\r[^\n]", parcel.contents) is None
    head = parcel.contents.partition(b"\r\n\r\n")[0]
    assert head.isascii()
    assert max(len(line) for line in parcel.contents.split(b"\r\n")) <= 998
    return message_from_bytes(parcel.contents, policy=policy.SMTP)


HEADERS = [
    "From",
    "To",
    "Subject",
    "Date",
    "Message-ID",
    "MIME-Version",
    "List-Id",
    "Content-Type",
    "Content-Transfer-Encoding",
]


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_add_no_header_and_no_recipient(words: str) -> None:
    mail = written(subject=words, name=words, sender=words)

    assert list(mail.keys()) == HEADERS
    assert [address.addr_spec for address in mail["To"].addresses] == ["anna@example.org"]
    assert [address.addr_spec for address in mail["From"].addresses] == ["zetje@example.org"]
    assert mail["Subject"].split() == one_line(words).encode("utf-8", "replace").decode().split()


@given(words=st.text(max_size=120))
@example(words="=?utf-8?q?a?=")
def test_whatever_the_words_the_head_stays_ours(words: str) -> None:
    mail = written(subject=words, name=words)

    assert list(mail.keys()) == HEADERS
    assert len(mail["To"].addresses) == 1


@given(words=st.text(st.characters(exclude_categories=["Cs"]), max_size=400))
@example(words=".\n..\n--=_1\nFrom x\r\n\ttab \n trailing space ")
def test_texts_arrive_unchanged(words: str) -> None:
    mail = written(text=words, html=f"<p>{words}</p>")

    expected = re.sub(r"\r\n|\r", "\n", words)
    text = mail.get_body(("plain",)).get_content().replace("\r\n", "\n")
    assert text.removesuffix("\n") == expected.removesuffix("\n")
    html = mail.get_body(("html",)).get_content().replace("\r\n", "\n")
    assert html == f"<p>{expected}</p>\n"


@pytest.mark.parametrize(
    "address",
    [
        "anna@example.org, bram@example.org",
        "anna@example.org\r\nRCPT TO:<bram@example.org>",
        "<anna@example.org>",
        "anna@example.org bram@example.org",
        "anna",
        "@example.org",
        "anna@",
        "anna@-example.org",
        "anna\u202e@example.org",
        '"a b"@example.org',
        "anna@a..example",
        "",
    ],
)
def test_only_one_plain_address_is_taken(address: str) -> None:
    with pytest.raises(UnusableAddressError):
        written(to=address)


def test_a_domain_with_accents_is_written_as_the_name_servers_know_it() -> None:
    assert written(to="anna@café.example")["To"].addresses[0].domain == "xn--caf-dma.example"


@pytest.mark.parametrize("name", ["Bcc", "To", "Subject", "Content-Type", "X Y", "X\r\nBcc", ""])
def test_a_renderer_may_not_set_what_is_ours(name: str) -> None:
    with pytest.raises(ValueError, match="not a header"):
        written(headers={name: "everyone@example.org"})


def test_a_renderer_may_add_a_header_of_its_own() -> None:
    assert written(headers={"X-Week": "2026-W48\r\nBcc: x@y"})["X-Week"] == "2026-W48 Bcc: x@y"


def test_joiners_inside_emoji_are_kept() -> None:
    assert one_line("👩‍🚀 gaat omhoog") == "👩‍🚀 gaat omhoog"


@given(st.lists(st.text(st.characters(exclude_characters="\r"), max_size=300), max_size=8))
@example(["a" * 75, "b"])
@example(["a" * 72 + "é", "b"])
@example(["x" * 300, ".", "\n", " ", "y" * 300 + "\n", "\nz "])
@example(["line\n" * 60, "", ".", "line\n" * 60])
def test_a_text_joined_of_parts_arrives_like_the_whole(parts: list[str]) -> None:
    whole = Pieced.of([*parts[:2], Pieced.of(parts[2:])])
    assert whole == "".join(parts)
    assert len(whole.parts) <= len(parts)
    assume(whole)

    text, html = (part.get_payload() for part in written(text=whole, html=whole).iter_parts())

    assert text == html
    lines = text.split("\r\n")
    assert max(len(line) for line in lines) <= 76
    assert not any(line.endswith((" ", "\t")) for line in lines)
    assert not lines[-1].endswith("=")
    decoded = quopri.decodestring(text.encode()).decode()
    expected = whole.encode("utf-8", "replace").decode()
    assert broken(decoded).strip("\n") == broken(expected).strip("\n")


def broken(text: str) -> str:
    """Every kind of line break is one, as mail knows only one."""
    return re.sub("\r\n|\r|\n", "\n", text)


def test_a_part_that_many_mails_share_is_written_once() -> None:
    shared, before = "<p>é</p>" * 100, mime._kept_part.cache_info().hits

    for name in ("Anna", "Bram", "Femke"):
        mail = written(html=Pieced.of([f"<h1>{name}</h1>", shared]))
        assert mail.get_body(("html",)).get_content().strip() == f"<h1>{name}</h1>{shared}"

    assert mime._kept_part.cache_info().hits == before + 2
