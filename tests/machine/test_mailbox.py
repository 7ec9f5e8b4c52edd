"""The demo's mailbox catches everything, shows it safely, and exists in the demo alone."""

from __future__ import annotations

import smtplib
import socket
import subprocess
import sys
from collections.abc import Generator
from email.message import EmailMessage
from pathlib import Path

import pytest
from django.test import Client, override_settings

from tests.machine.installation import Installation, eventually, free_ports
from zetje.web.mailbox.store import Store, text_of

LETTER = "<html><head><title>x</title></head><body><script>alert(1)</script>{}</body></html>"


def a_mail(*, subject: str = "Drie berichten", html: str = "") -> EmailMessage:
    mail = EmailMessage()
    mail["Subject"] = subject
    mail["From"] = "zetje@example.nl"
    mail["To"] = "Zoë <zoe@example.nl>"
    mail.set_content("Dag Zoë, lees https://example.nl/w/abc/ eens.")
    if html:
        mail.add_alternative(LETTER.format(html), subtype="html")
    return mail


@pytest.fixture
def store(tmp_path: Path) -> Generator[Store]:
    """A mailbox of its own, shown as in the demo."""
    with override_settings(DEMO=True, DATA_FOLDER=tmp_path):
        yield Store(folder=tmp_path / "mailbox")


def kept(store: Store, mail: EmailMessage, *, recipient: str = "zoe@example.nl") -> str:
    return store.keep(bytes(mail), recipients=[recipient])


def test_the_newest_mail_stands_first_and_one_persons_can_be_found(store: Store) -> None:
    kept(store, a_mail(subject="een"), recipient="anna@example.nl")
    kept(store, a_mail(subject="twee"))

    assert {mail.subject for mail in store.listed()} == {"een", "twee"}
    assert [mail.subject for mail in store.listed(recipient="ANNA@")] == ["een"]


def test_a_half_written_mail_is_not_shown(store: Store) -> None:
    name = kept(store, a_mail())
    (store.folder / f"{name}.eml").rename(store.folder / f"{name}.part")

    assert store.listed() == []


@pytest.mark.parametrize("name", ["../../etc/passwd", "", "0", "x" * 22])
def test_a_name_that_is_not_ours_opens_no_file(store: Store, name: str) -> None:
    assert store.message(name) is None


def test_a_mail_is_kept_as_it_was_sent(store: Store) -> None:
    name = kept(store, a_mail(html="<p>Dag Zoë</p>"))

    message = store.message(name)

    assert message is not None
    assert "Dag Zoë" in text_of(message, "plain")
    assert "<p>Dag Zoë</p>" in text_of(message, "html")


@pytest.mark.django_db
def test_the_pages_show_the_list_and_the_letter(store: Store, client: Client) -> None:
    name = kept(store, a_mail(html='<a href="https://example.nl/w/abc/">Kies</a>'))

    listed = client.get("/mailbox/").content.decode()
    shown = client.get(f"/mailbox/{name}/")
    letter = client.get(f"/mailbox/{name}/letter/")
    source = client.get(f"/mailbox/{name}/source/")

    assert "Drie berichten" in listed
    assert f'src="/mailbox/{name}/letter/"' in shown.content.decode()
    assert 'href="https://example.nl/w/abc/"' in shown.content.decode()
    assert '<base target="_blank">' in letter.content.decode()
    assert source.headers["Content-Type"].startswith("text/plain")


@pytest.mark.django_db
def test_a_letter_runs_nothing_and_reaches_nothing(store: Store, client: Client) -> None:
    name = kept(store, a_mail(html='<img src="https://elsewhere.example/x.png">'))

    policy = client.get(f"/mailbox/{name}/letter/").headers["Content-Security-Policy"]

    assert "default-src 'none'" in policy
    assert "sandbox" in policy
    assert "allow-scripts" not in policy
    assert "allow-same-origin" not in policy
    assert "frame-ancestors 'self'" in policy
    assert "https:" not in policy


@pytest.mark.django_db
def test_a_picture_inside_a_mail_is_shown(store: Store, client: Client) -> None:
    mail = a_mail(html='<img src="cid:logo" alt="">')
    body = mail.get_body(("html",))
    assert body is not None
    body.add_related(b"\x89PNG....", "image", "png", cid="<logo>")
    name = kept(store, mail)

    letter = client.get(f"/mailbox/{name}/letter/").content.decode()
    picture = client.get(f"/mailbox/{name}/part/logo")

    assert f'src="/mailbox/{name}/part/logo"' in letter
    assert picture.headers["Content-Type"] == "image/png"
    assert picture.content == b"\x89PNG...."
    assert client.get(f"/mailbox/{name}/part/other").status_code == 404


@pytest.mark.django_db
def test_outside_the_demo_there_is_no_mailbox(store: Store, client: Client) -> None:
    name = kept(store, a_mail(html="<p>x</p>"))

    with override_settings(DEMO=False):
        for path in ("", f"{name}/", f"{name}/letter/", f"{name}/source/", f"{name}/part/x"):
            assert client.get(f"/mailbox/{path}").status_code == 404


@pytest.mark.processes
def test_the_sink_answers_only_once_it_has_the_mail(tmp_path: Path) -> None:
    port = free_ports()
    settings = Installation(data=tmp_path / "data").environment | {"ZETJE_MAIL_PORT": str(port)}
    sink = subprocess.Popen([sys.executable, "-m", "zetje.web.cli", "mailbox"], env=settings)
    eventually(lambda: _listens(port))

    with smtplib.SMTP("127.0.0.1", port) as smtp:
        smtp.send_message(a_mail(), to_addrs=["een@example.nl", "twee@example.nl"])
        caught = Store(folder=tmp_path / "data" / "mailbox").listed()

    assert [mail.recipients for mail in caught] == ["een@example.nl, twee@example.nl"]
    sink.terminate()
    assert sink.wait(timeout=10) == 0


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0
