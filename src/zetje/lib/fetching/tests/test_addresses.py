"""Addresses that deceive are refused before anything is looked up."""

from ipaddress import ip_address

import pytest

from zetje.lib.fetching import (
    FetchRefused,
    check_public,
    host_is_listed,
    is_public,
    read_address,
)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("javascript:alert(1)", "scheme"),
        ("JaVaScRiPt:alert(1)", "scheme"),
        ("java\tscript:alert(1)", "backslash"),
        ("data:text/html,<script>alert(1)</script>", "scheme"),
        ("file:///etc/passwd", "scheme"),
        ("gopher://example.org/_x", "scheme"),
        ("ftp://example.org/", "scheme"),
        ("//evil.example", "not_an_address"),
        ("/relative", "not_an_address"),
        ("http:/example.org", "scheme"),
        ("http:example.org", "scheme"),
        ("http:\\\\evil.example", "backslash"),
        ("http://good.example\\@evil.example/", "backslash"),
        ("https://user:pass@good.example/", "user_info"),
        ("https://good.example@evil.example/", "user_info"),
        ("https://good.example/\r\nSet-Cookie: a=b", "backslash"),
        ("https://good.example/\u202egnp.exe", "backslash"),
        ("https://good\u200b.example/", "backslash"),
        ("https://good.example/a b", "backslash"),
        ("https://p\u0430ypal.example/", "lookalike"),
        ("https://\u0430\u0440\u0440\u04cf\u0435.example/", "lookalike"),
        ("https://xn--80ak6aa92e.example/", "lookalike"),
        ("https://g\u0131thub.example/", "lookalike"),
        ("https://2130706433/", "private"),
        ("https://0x7f.1/", "private"),
        ("https://0177.0.0.1/", "private"),
        ("https://127.1/", "private"),
        ("https://134744072/", "number"),
        ("https://999.1.1.1/", "not_an_address"),
        ("https://ex%61mple.org/", "not_an_address"),
        ("https://good.example:99999/", "port"),
        ("https://[::1%25lo]/", "not_an_address"),
        ("https://-bad-.example/", "not_an_address"),
        ("https:///path", "not_an_address"),
        ("", "not_an_address"),
        ("https://good.example/" + "a" * 2_000, "not_an_address"),
        ("https://good.example/" + "é" * 1_000, "not_an_address"),
        ("https://[:::]/", "not_an_address"),
        ("https://xn--\u00e9.example/", "not_an_address"),
        ("https://日本α.example/", "lookalike"),
    ],
)
def test_read_address_refuses_what_is_no_honest_web_address(text: str, code: str) -> None:
    with pytest.raises(FetchRefused) as refusal:
        read_address(text)

    assert refusal.value.code == code


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("https://Example.ORG", "https://example.org/"),
        ("  https://example.org/a?b=c#d ", "https://example.org/a?b=c#d"),
        ("https://example.org?b=c", "https://example.org/?b=c"),
        ("http://example.org:8080/", "http://example.org:8080/"),
        ("http://example.org:80/", "http://example.org/"),
        ("https://example.org./x", "https://example.org/x"),
        ("https://münchen.example/straße", "https://xn--mnchen-3ya.example/stra%C3%9Fe"),
        ('https://example.org/a"<b>%20', "https://example.org/a%22%3Cb%3E%20"),
        ("https://пример.example/", "https://xn--e1afmkfd.example/"),
        ("https://[2606:4700::1]/", "https://[2606:4700::1]/"),
        ("https://8.8.8.8/", "https://8.8.8.8/"),
        ("https://日本語.example/", "https://xn--wgv71a119e.example/"),
    ],
)
def test_read_address_keeps_honest_addresses(text: str, read: str) -> None:
    assert read_address(text).text == read


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("http://localhost/", "private"),
        ("http://intranet/", "private"),
        ("http://printer.local/", "private"),
        ("http://metadata.google.internal/", "private"),
        ("http://127.0.0.1/", "private"),
        ("http://[::1]/", "private"),
        ("http://[::ffff:127.0.0.1]/", "private"),
        ("http://[::ffff:7f00:1]/", "private"),
        ("http://169.254.169.254/latest/meta-data/", "private"),
        ("http://100.64.0.1/", "private"),
        ("http://10.0.0.1/", "private"),
        ("http://192.168.1.1/", "private"),
        ("http://224.0.0.1/", "private"),
        ("http://0.0.0.0/", "private"),
        ("http://example.org:22/", "port"),
        ("https://example.org:80/", "port"),
    ],
)
def test_check_public_refuses_what_leads_inside(text: str, code: str) -> None:
    with pytest.raises(FetchRefused) as refusal:
        check_public(read_address(text))

    assert refusal.value.code == code


def test_check_public_lets_a_listed_host_and_port_through_and_no_other_port() -> None:
    check_public(read_address("http://127.0.0.1:8011/"), allowed={"127.0.0.1:8011"})

    with pytest.raises(FetchRefused):
        check_public(read_address("http://127.0.0.1:8012/"), allowed={"127.0.0.1:8011"})


@pytest.mark.parametrize(
    "number",
    [
        "127.0.0.1",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.0.1",
        "169.254.169.254",
        "100.100.100.200",
        "168.63.129.16",
        "192.88.99.1",
        "224.0.0.251",
        "255.255.255.255",
        "0.0.0.0",
        "198.18.0.1",
        "240.0.0.1",
        "::",
        "::1",
        "::127.0.0.1",
        "::ffff:8.8.8.8",
        "64:ff9b::7f00:1",
        "64:ff9b:1::1",
        "2002:7f00:1::",
        "2001:0:4136:e378::",
        "2001:db8::1",
        "fd00:ec2::254",
        "fe80::1",
        "fec0::1",
        "ff02::1",
        "3fff::1",
        "5f00::1",
    ],
)
def test_is_public_sees_through_every_inner_block_and_tunnel(number: str) -> None:
    assert not is_public(ip_address(number))


@pytest.mark.parametrize("number", ["8.8.8.8", "93.184.216.34", "2606:4700::1", "64:ff9b::808:808"])
def test_is_public_knows_the_public_web(number: str) -> None:
    assert is_public(ip_address(number))


def test_host_is_listed_takes_a_domain_with_what_belongs_to_it() -> None:
    hosts = ["Noordnaaf.example", ".partner.example"]

    assert host_is_listed("noordnaaf.example", hosts)
    assert host_is_listed("www.noordnaaf.example", hosts)
    assert host_is_listed("a.partner.example", hosts)
    assert not host_is_listed("evilnoordnaaf.example", hosts)
    assert not host_is_listed("noordnaaf.example.evil.test", hosts)


def test_check_public_lets_a_public_number_through() -> None:
    check_public(read_address("https://8.8.8.8/"))
