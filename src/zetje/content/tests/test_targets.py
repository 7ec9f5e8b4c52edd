"""Where a story may lead to (and where an editor hears that it may not)."""

import pytest

from zetje.content.rules.targets import TargetRefused, checked_target, without_tracking

HOSTS = ["noordnaaf.example", "partner.example"]


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "//evil.example/",
        "http:\\\\evil.example",
        "https://noordnaaf.example\\@evil.example/",
        "https://user:pass@noordnaaf.example/",
        "https://noordnaaf.example/\r\nLocation: https://evil.example",
        "https://n\u043e\u043erdnaaf.example/",
        "http://169.254.169.254/",
        "http://localhost/",
        "https://noordnaaf.example:8443/",
        "geen adres",
    ],
)
def test_checked_target_refuses_what_deceives(address: str) -> None:
    with pytest.raises(TargetRefused):
        checked_target(address, allowed_hosts=HOSTS)
    with pytest.raises(TargetRefused):
        checked_target(address)


def test_checked_target_takes_hosts_on_the_list_and_no_others() -> None:
    assert checked_target("https://www.noordnaaf.example", allowed_hosts=HOSTS) == (
        "https://www.noordnaaf.example/"
    )
    with pytest.raises(TargetRefused) as refusal:
        checked_target("https://noordnaaf.example.evil.test/", allowed_hosts=HOSTS)
    assert refusal.value.code == "not_listed"


def test_checked_target_takes_any_public_host_where_no_list_is_kept() -> None:
    assert checked_target("https://elsewhere.example/a?b=1") == "https://elsewhere.example/a?b=1"


def test_checked_target_lets_the_installations_own_hosts_through() -> None:
    local = "http://127.0.0.1:8011/nieuws"

    assert checked_target(local, allowed_hosts=HOSTS, let_through={"127.0.0.1:8011"}) == local


@pytest.mark.parametrize(
    ("address", "plain"),
    [
        ("https://a.example/b?utm_source=x&id=7&fbclid=y#top", "https://a.example/b?id=7"),
        ("https://a.example/b?q=a+b&c=%20#x", "https://a.example/b?q=a+b&c=%20"),
        ("https://a.example/b?UTM_Medium=mail", "https://a.example/b"),
    ],
)
def test_without_tracking_takes_other_peoples_campaigns_off(address: str, plain: str) -> None:
    assert without_tracking(address) == plain
