"""The export of LinkedIn is read, and whatever only looks like it does no harm."""

from __future__ import annotations

import io
import tracemalloc
import zipfile

import pytest

from zetje.voice.rules import linkedin
from zetje.voice.rules.linkedin import NotAnExportError, texts_in_export

HEADER = "Date,ShareLink,ShareCommentary,SharedUrl,MediaUrl,Visibility\r\n"


def table(*posts: str) -> bytes:
    rows = (f'2026-01-01,x,"{post}",,,MEMBER_NETWORK\r\n' for post in posts)
    return ("\ufeff" + HEADER + "".join(rows)).encode()


def archive(**entries: bytes) -> io.BytesIO:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as opened:
        for name, content in entries.items():
            opened.writestr(name.replace("__", "/").replace("_csv", ".csv"), content)
    packed.seek(0)
    return packed


def test_posts_are_read_with_their_lines_and_once() -> None:
    raw = table('Een dag.""\n""Nog een regel.', "", "Twee.", "Twee.")

    assert list(texts_in_export(io.BytesIO(raw))) == ["Een dag.\nNog een regel.", "Twee."]
    assert list(texts_in_export(archive(Basic__Shares_csv=raw))) == [
        "Een dag.\nNog een regel.",
        "Twee.",
    ]


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"PK\x03\x04 not an archive",
        b"\x00\xff\xfe\x00",
        b"Name,Age\r\nJan,3\r\n",
        archive(Connections_csv=b"First Name\r\nJan\r\n").getvalue(),
        table("x" * 300_000),
    ],
)
def test_what_is_no_export_is_refused(raw: bytes) -> None:
    with pytest.raises(NotAnExportError):
        texts_in_export(io.BytesIO(raw))


def test_a_bomb_is_read_no_further_than_allowed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(linkedin, "MOST_BYTES", 100_000)
    bomb = archive(Shares_csv=HEADER.encode() + b"0" * 5_000_000)
    asked: list[int] = []
    whole = zipfile.ZipExtFile.read

    def read(self: zipfile.ZipExtFile, n: int = -1) -> bytes:
        asked.append(n)
        return whole(self, n)

    monkeypatch.setattr(zipfile.ZipExtFile, "read", read)

    with pytest.raises(NotAnExportError):
        texts_in_export(bomb)
    assert asked == [100_001]


def test_an_encrypted_or_cut_archive_is_refused() -> None:
    whole = archive(Shares_csv=table("Een dag.")).getvalue()
    locked = bytearray(whole)
    # The flag of encryption, in the local header and in the central one.
    locked[6] |= 1
    locked[whole.index(b"PK\x01\x02") + 8] |= 1

    for raw in (bytes(locked), whole[: len(whole) // 2]):
        with pytest.raises(NotAnExportError):
            texts_in_export(io.BytesIO(raw))


def test_an_archive_with_broken_bytes_is_read_or_refused() -> None:
    whole = archive(Shares_csv=table("Een dag."), **{"x/é.csv": b"x"}).getvalue()
    refused = 0
    for at in range(len(whole)):
        raw = whole[:at] + bytes([whole[at] ^ 0xFF]) + whole[at + 1 :]
        try:
            texts_in_export(io.BytesIO(raw))
        except NotAnExportError:
            refused += 1
    assert refused > 50


@pytest.mark.parametrize("packing", [zipfile.ZIP_LZMA, zipfile.ZIP_BZIP2])
def test_an_archive_packed_in_a_way_that_takes_gigabytes_is_refused(packing: int) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", packing) as opened:
        opened.writestr("Shares.csv", table("Een dag."))
    with pytest.raises(NotAnExportError):
        texts_in_export(packed)


def test_of_endless_posts_no_more_is_held_than_is_learned_from() -> None:
    raw = HEADER.encode() + b"".join(b"1,x,%x\n" % number for number in range(1_000_000))
    tracemalloc.start()
    found = texts_in_export(io.BytesIO(raw))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert len(found) == linkedin.MOST_POSTS
    assert peak < 6 * len(raw)


def test_entries_that_lead_elsewhere_are_never_unpacked() -> None:
    packed = archive(**{"../../etc/passwd": b"x", "Shares_csv": table("Een dag.")})

    assert list(texts_in_export(packed)) == ["Een dag."]
