"""Mails as programs write them, and as people with bad intent do."""

from __future__ import annotations

import contextlib
import time
from pathlib import Path

import pytest

from zetje.content.rules.mail_trust import is_vouched_for
from zetje.content.rules.tip_mails import MOST_BYTES, MailUnreadable, read_tip_mail

MAILS = Path(__file__).parent / "mails"


def mail(name: str) -> bytes:
    return (MAILS / f"{name}.eml").read_bytes()


def written(**headers: str) -> bytes:
    given = {"From": "anna@noordnaaf.example", "Subject": "Een tip", **headers}
    body = given.pop("body", "Woorden.")
    lines = [f"{name.replace('_', '-')}: {value}" for name, value in given.items()]
    return "\r\n".join([*lines, "", body]).encode()


def test_a_mail_of_gmail_gives_its_own_words_and_its_link() -> None:
    read = read_tip_mail(mail("gmail-both-bodies"))

    assert read.sender == "lotte@noordnaaf.example"
    assert read.subject == "De la met elke bout die we ooit lieten vallen 🔩"
    assert read.text == (
        "In de werkplaats staat een la met elke bout die in dertig jaar onder de werkbank rolde. "
        "Piet kan er van elke een verhaal bij vertellen.\n\n"
        "https://noordnaaf.example/werkplaats?utm_source=mail"
    )
    assert read.addresses == ("https://noordnaaf.example/werkplaats?utm_source=mail",)
    assert read.message_id == "<CAJx1y2@mail.example>"
    assert not read.is_automatic


def test_a_forward_from_outlook_keeps_the_link_and_not_the_words_of_others() -> None:
    read = read_tip_mail(mail("outlook-safe-links"))

    assert read.sender == "bram@noordnaaf.example"
    assert read.subject == "N9 hub wins durability prize"
    assert read.text == "We could be proud of this one – café talk all week."
    assert read.addresses == ("https://tradeweekly.example/n9-hub-prize",)


def test_a_forward_from_a_telephone_keeps_the_link_and_not_the_words_of_others() -> None:
    read = read_tip_mail(mail("apple-mail-forward"))

    assert read.subject == "Drie leerlingen, één werkbank"
    assert read.text == "Mooi filmpje, dit willen mijn klasgenoten van vroeger ook zien."
    assert read.addresses == ("https://video.example/watch?v=leerlingen",)


@pytest.mark.parametrize("name", ["absence-note", "failed-delivery"])
def test_a_mail_of_a_machine_is_known_as_one(name: str) -> None:
    assert read_tip_mail(mail(name)).is_automatic


@pytest.mark.parametrize(
    "headers",
    [{"Auto_Submitted": "auto-generated"}, {"Precedence": "bulk"}, {"List_Id": "<x.example>"}],
)
def test_lists_and_machines_are_known_by_their_headers(headers: dict[str, str]) -> None:
    assert read_tip_mail(written(**headers)).is_automatic
    assert not read_tip_mail(written(Auto_Submitted="no")).is_automatic


def test_a_mail_to_whom_no_failure_may_be_told_is_of_a_machine() -> None:
    assert read_tip_mail(written(), envelope_sender="").is_automatic
    assert not read_tip_mail(written(), envelope_sender="anna@noordnaaf.example").is_automatic


def test_answers_and_signatures_are_cut_off() -> None:
    body = "Doen we dit?\n\nGroetjes,\nAnna\n"
    assert read_tip_mail(written(body=body)).text == "Doen we dit?"
    body = "Yes please.\n\nOn Mon, 23 Nov 2026 at 09:00, Bram\n<bram@x.example> wrote:\n> Hidden.\n"
    assert read_tip_mail(written(body=body)).text == "Yes please."
    body = "Ja.\n\nOp ma 23 nov 2026 om 09:00 schreef Bram <bram@x.example>:\n\n> Geheim.\n"
    assert read_tip_mail(written(Subject="Re: Antw: Een tip", body=body)).text == "Ja."


@pytest.mark.parametrize(
    "sender",
    [
        "anna@noordnaaf.example, bram@noordnaaf.example",
        "anna@noordnaaf.example\r\nFrom: bram@noordnaaf.example",
        "<anna@noordnaaf.example> <bram@noordnaaf.example>",
        '"anna@noordnaaf.example" <x@evil.example> <anna@noordnaaf.example>',
        "anna@noordnaaf.example@evil.example",
        "undisclosed:;",
        "",
    ],
)
def test_a_mail_with_anything_but_one_plain_sender_is_from_nobody(sender: str) -> None:
    assert read_tip_mail(written(From=sender)).sender == ""


def test_a_name_that_looks_like_an_address_does_not_make_the_sender() -> None:
    read = read_tip_mail(written(From='"anna@noordnaaf.example" <x@evil.example>'))
    assert read.sender == "x@evil.example"


@pytest.mark.parametrize(
    "raw",
    [
        b"\x00\xff" * 5_000,
        b"Content-Type: multipart/mixed; boundary=b\n\n" + b"--b\n" * 20_000,
        b"From: " + b"(" * 60_000,
        b"Subject: =?utf-8?B?////?=\nContent-Type: text/plain; charset=zlib\n\nx",
        b"Subject: =?hex_codec?Q?zz?=\n\nx",
        b"Content-Transfer-Encoding: base64\n\n%%%%",
        (b"Content-Type: multipart/mixed; boundary=b\n\n--b\n" * 300) + b"\n\nx",
    ],
)
def test_a_hostile_mail_is_read_or_refused_and_nothing_else(raw: bytes) -> None:
    try:
        read = read_tip_mail(raw)
    except MailUnreadable:
        return
    assert read.sender == ""


_PAGE = b"From: a@b.nl\r\nContent-Type: text/html\r\n\r\n"
_NEST = b"".join(
    b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (depth, depth)
    for depth in range(100)
)


@pytest.mark.parametrize(
    "raw",
    [
        _PAGE + b"<style " * 28_000,
        _PAGE + b"<" + b" " * 190_000,
        _PAGE + b"< / " * 49_000,
        b"From: a@b.nl\r\nContent-Type: text/plain" + b"; a=b" * 500_000 + b"\r\n\r\nWords",
        b"From: a@b.nl\r\n" + _NEST + b"\r\n" + b"\n" * 900_000,
    ],
    ids=["open styles", "blanks in a tag", "broken tags", "words on a part", "parts in parts"],
)
def test_no_mail_of_a_stranger_takes_long_to_read(raw: bytes) -> None:
    began = time.process_time()
    with contextlib.suppress(MailUnreadable):
        read_tip_mail(raw)
    assert time.process_time() - began < 3


def test_what_stands_between_hidden_parts_is_read() -> None:
    page = "<style>a{}</style><p>Een</p><SCRIPT>x</SCRIPT ><p>twee</p><title>no<style>no</title>!"
    assert read_tip_mail(written(Content_Type="text/html", body=page)).text.split() == [
        "Een",
        "twee",
        "!",
    ]


def test_markup_and_hidden_signs_become_plain_words() -> None:
    body = "<script>alert(1)</script><p>Hallo <b onclick=x>daar</b>\u202e</p>"
    raw = written(Content_Type="text/html; charset=utf-8", body=body)
    assert read_tip_mail(raw).text == "Hallo daar"


def test_an_empty_and_an_endless_mail_are_refused() -> None:
    for raw in (b"", b"x" * (MOST_BYTES + 1)):
        with pytest.raises(MailUnreadable):
            read_tip_mail(raw)


# Who vouches for a mail

ANNA, OURS = "anna@noordnaaf.example", "mx.noordnaaf.example"


PASS = "mx.noordnaaf.example; dmarc=pass header.from=noordnaaf.example"
FAIL = "mx.noordnaaf.example; dmarc=fail header.from=noordnaaf.example"


@pytest.mark.parametrize(
    ("is_trusted", "lines"),
    [
        (True, [PASS]),
        (
            True,
            ["MX.Noordnaaf.example 1; spf=none; dmarc=pass (p=x) header.from=Noordnaaf.example"],
        ),
        (False, []),
        (False, ["mx.noordnaaf.example; spf=pass smtp.mailfrom=noordnaaf.example; dkim=pass"]),
        (False, [FAIL]),
        (False, [PASS.replace("from=", "from=x.")]),
        (False, [PASS.replace("from=noordnaaf", "from=evil")]),
        (False, [PASS.replace("mx.noordnaaf", "mx.evil")]),
        (False, [PASS.replace("mx.noordnaaf.example", "mx.noordnaaf.example.evil")]),
        (False, [f"mx.noordnaaf.example; dmarc=none ({PASS})"]),
        (False, [PASS + " header.from=evil.example"]),
        (False, [FAIL + PASS.removeprefix("mx.noordnaaf.example")]),
        # What a sender wrote there stands below what our server wrote.
        (False, [FAIL, PASS]),
        (True, [PASS, FAIL]),
    ],
)
def test_only_our_own_mail_server_vouches_for_a_sender(is_trusted: bool, lines: list[str]) -> None:
    assert is_vouched_for(sender=ANNA, verdicts=lines, server=OURS) is is_trusted
    assert not is_vouched_for(sender=ANNA, verdicts=lines, server="")


def test_a_mail_as_it_comes_from_our_server_is_vouched_for() -> None:
    read = read_tip_mail(mail("gmail-both-bodies"))
    assert is_vouched_for(sender=read.sender, verdicts=read.verdicts, server=OURS)
