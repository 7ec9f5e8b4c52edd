"""Pages say the same thing in many ways; hostile ones say nothing that hurts."""

import pytest

from zetje.content.rules.page import read_oembed, read_page

ADDRESS = "https://www.noordnaaf.example/nieuws/naven?utm_source=mail"


def page(head: str, body: str = "", lang: str = "nl") -> bytes:
    text = f'<!doctype html><html lang="{lang}"><head>{head}</head><body>{body}</body></html>'
    return text.encode()


def test_read_page_takes_open_graph_first() -> None:
    facts = read_page(
        page(
            """<title>Reservenaven | Noordnaaf</title>
            <meta property="og:site_name" content="Noordnaaf">
            <meta property="og:title" content="Reservenaven voor elke fiets sinds 1986">
            <meta property="og:description" content="Wij maken het onderdeel nog, en een dealer
              in Kampen zet het er in tien minuten op.">
            <meta property="og:image" content="/media/naaf.jpg">
            <meta property="og:image:alt" content="Een naaf op een werkbank">
            <meta name="twitter:title" content="Anders">
            <link rel="canonical" href="/nieuws/naven">"""
        ),
        address=ADDRESS,
    )

    assert facts.title == "Reservenaven voor elke fiets sinds 1986"
    assert facts.summary.endswith("er in tien minuten op.")
    assert facts.picture_address == "https://www.noordnaaf.example/media/naaf.jpg"
    assert facts.picture_alt == "Een naaf op een werkbank"
    assert facts.address == "https://www.noordnaaf.example/nieuws/naven"
    assert (facts.language, facts.kind, facts.site) == ("nl", "news", "Noordnaaf")


def test_read_page_reads_json_ld_in_its_shapes() -> None:
    facts = read_page(
        page(
            """<script type="application/ld+json">{"@context":"https://schema.org","@graph":[
            {"@type":"WebSite","name":"Noordnaaf"},
            {"@type":["JobPosting"],"title":"Test engineer","description":"<p>Break things,
             four days a week, in Zwolle.</p>","image":[{"url":"https://cdn.example/break.png"}],
             "inLanguage":"en"}]}</script>""",
            lang="",
        ),
        address=ADDRESS,
    )

    assert (facts.title, facts.kind) == ("Test engineer", "vacancy")
    assert facts.summary == "Break things, four days a week, in Zwolle."
    assert facts.picture_address == "https://cdn.example/break.png"
    assert facts.language == "en"


@pytest.mark.parametrize(
    ("head", "body", "title"),
    [
        ('<meta name="twitter:title" content="Van de kaart">', "", "Van de kaart"),
        ("<title>Nieuws – Noordnaaf</title>", "", "Nieuws – Noordnaaf"),
        ("<title>Een verhaal | Noordnaaf</title>", "", "Een verhaal"),
        ("", "<h1>Alleen een <em>kop</em></h1>", "Alleen een kop"),
        ('<meta property="og:title" content="Onderzoek &amp;amp; meer">', "", "Onderzoek & meer"),
        ('<meta property="og:title" content="">', "<h1>Kop</h1>", "Kop"),
        ("", "", ""),
    ],
)
def test_read_page_finds_a_title_where_there_is_one(head: str, body: str, title: str) -> None:
    assert read_page(page(head, body), address=ADDRESS).title == title


def test_read_page_falls_back_on_the_running_text() -> None:
    words = "De hal smelt alleen met stroom, en veertig collega's verhuisden vorige week mee. " * 5
    body = f"<nav>Menu</nav><article><h1>Hal</h1><p>{words}</p><p>{words}</p></article>"

    facts = read_page(page("<title>Hal</title>", body), address=ADDRESS)

    assert facts.summary.startswith("De hal smelt alleen met stroom")
    assert len(facts.summary) <= 600


def test_read_page_believes_the_text_over_a_wrong_lang_attribute() -> None:
    head = """<meta property="og:title" content="Waarom onze nachtploeg zijn eigen muziek kiest">
    <meta property="og:description" content="Sinds dit najaar kiest de ploeg zelf wat er klinkt">"""

    assert read_page(page(head, lang="en"), address=ADDRESS).language == "nl"


def test_read_page_says_nothing_of_a_language_that_is_not_ours() -> None:
    head = '<meta property="og:description" content="Wir suchen eine Ingenieurin in Zwolle, vier Tage die Woche, mit eigener Werkstatt">'  # noqa: E501

    assert read_page(page(head, lang="de"), address=ADDRESS).language == ""


def test_read_page_never_takes_an_address_of_another_host_for_canonical() -> None:
    head = '<link rel="canonical" href="https://evil.example/"><meta property="og:url" content="javascript:alert(1)">'  # noqa: E501

    assert read_page(page(head), address=ADDRESS).address == ADDRESS


@pytest.mark.parametrize(
    ("body", "charset"),
    [
        ("<meta charset='iso-8859-1'><title>Café é</title>".encode("cp1252"), ""),
        ("<title>Café é</title>".encode("cp1252"), "utf-8"),
        ("<title>Café é</title>".encode(), "iso-8859-1"),
        ("<title>Café é</title>".encode("utf-16"), ""),
        ("<title>Café é</title>".encode("iso-8859-15"), "ISO-8859-15"),
        ("<title>Café é</title>".encode("cp1252"), "unicode_escape"),
        ("<title>Café é</title>".encode("cp1252"), "no-such-thing"),
    ],
)
def test_read_page_reads_letters_whatever_is_declared(body: bytes, charset: str) -> None:
    assert read_page(body, address=ADDRESS, charset=charset).title == "Café é"


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"\0\0\0",
        b"<" * 100_000,
        b"<div>" * 100_000,
        b"<!--" * 50_000,
        b'<script type="application/ld+json">' + b"[" * 100_000 + b"</script>",
        b'<script type="application/ld+json">{"@graph": {"@graph": 7}}</script>',
        b'<script type="application/ld+json">{"@type": 7, "headline": [], "image": {}}</script>',
        b'<!DOCTYPE html [<!ENTITY a SYSTEM "file:///etc/passwd">]><title>&a;</title>',
        b'<meta property="og:image" content="file:///etc/passwd"><img src="data:x" alt="y">',
        b'<?xml version="1.0" encoding="utf-7"?><html></html>',
        b'<script type="application/ld+json">"words"</script>',
        b'<script type="application/ld+json">[[[[[{"@type": "Event"}]]]]]</script>',
        b'<script type="application/ld+json">[[[[{"@graph": [{"@type": "Event"}]}]]]]</script>',
    ],
)
def test_read_page_withstands_hostile_pages(body: bytes) -> None:
    facts = read_page(body, address=ADDRESS)

    assert "root:" not in repr(facts)
    assert facts.picture_address == ""


def test_read_page_finds_feeds_and_oembed() -> None:
    facts = read_page(
        page(
            """<link rel="alternate" type="application/rss+xml" href="/feed/">
            <link rel="alternate" type="application/rss+xml" href="javascript:x">
            <link rel="alternate" type="application/json+oembed" href="/oembed?url=x">
            <link rel="alternate" hreflang="en" href="/en">"""
        ),
        address=ADDRESS,
    )

    assert facts.feed_addresses == ("https://www.noordnaaf.example/feed/",)
    assert facts.oembed_address == "https://www.noordnaaf.example/oembed?url=x"


def test_read_page_finds_itself_in_other_languages() -> None:
    facts = read_page(
        page(
            """<link rel="alternate" hreflang="nl-NL" href="/nieuws">
            <link rel="alternate" hreflang="en_GB" href="https://www.noordnaaf.example/en/news">
            <link rel="alternate" hreflang="en" href="/later">
            <link rel="alternate" hreflang="x-default" href="/">
            <link rel="alternate" hreflang="de" href="javascript:x">
            <link rel="author" hreflang="fr" href="/fr">"""
        ),
        address=ADDRESS,
    )

    assert facts.alternates == (
        ("nl", "https://www.noordnaaf.example/nieuws"),
        ("en", "https://www.noordnaaf.example/en/news"),
    )


def test_read_oembed_leaves_markup_alone() -> None:
    body = b'{"title": "A <b>video</b>", "html": "<script>x</script>", "thumbnail_url": "t.jpg"}'

    facts = read_oembed(body, address="https://video.example/oembed")

    assert (facts.title, facts.picture_address) == ("A video", "https://video.example/t.jpg")
    assert read_oembed(b"[", address="https://video.example/").title == ""


def test_read_page_looks_at_the_first_two_hundred_of_a_kind() -> None:
    metas = "".join(f'<meta name="m{number}" content="x">' for number in range(500))
    late = '<meta property="og:title" content="Te laat"><link rel="x">'
    head = f"{metas}{late}<title></title><title>Op tijd</title>"

    assert read_page(page(head), address=ADDRESS).title == "Op tijd"


def test_read_page_reads_the_language_that_a_header_in_the_page_declares() -> None:
    head = '<meta http-equiv="Content-Language" content="nl-NL"><title>N9</title>'

    assert read_page(page(head, lang=""), address=ADDRESS).language == "nl"
