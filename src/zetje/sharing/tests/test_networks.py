"""Every network keeps the same promises, and takes what PRODUCT.md's table says it takes."""

from __future__ import annotations

from urllib.parse import parse_qs, parse_qsl, urlsplit

import pytest

from zetje.sharing import queries, registry
from zetje.sharing.networks.bluesky import Bluesky
from zetje.sharing.networks.facebook import Facebook
from zetje.sharing.networks.instagram import Instagram
from zetje.sharing.networks.linkedin import LinkedIn
from zetje.sharing.networks.mastodon import Mastodon
from zetje.sharing.networks.threads import Threads
from zetje.sharing.networks.whatsapp import WhatsApp
from zetje.sharing.networks.x import X
from zetje.sharing.networks.xing import Xing
from zetje.sharing.registry import ComposerSettings, Network

LINK = "https://go.noordnaaf.nl/l/abc"
TEXT = f"Eén & twee + drie? #fiets\nIk werk bij Noordnaaf.\n\n{LINK}"
WORDS = TEXT.removesuffix(f"\n\n{LINK}")
AT_HOME = ComposerSettings(mastodon_instance="mastodon.nl")
NETWORKS: list[Network] = [
    LinkedIn(),
    X(),
    Facebook(),
    Facebook(app_id="12345"),
    Threads(),
    Bluesky(),
    Mastodon(),
    Xing(),
    WhatsApp(),
    Instagram(),
]
NAMES = [f"{network.key}{'-app' if 'tag' in network.prefills else ''}" for network in NETWORKS]


@pytest.mark.parametrize("network", NETWORKS, ids=NAMES)
class TestEveryNetwork:
    """The contract that `registry.Network` states."""

    def test_has_a_key_that_fits_an_address_and_a_name(self, network: Network) -> None:
        assert network.key.isascii()
        assert network.key.islower()
        assert network.label

    def test_opens_over_https_at_one_host_of_its_own(self, network: Network) -> None:
        address = network.composer_url(text=TEXT, link=LINK, settings=AT_HOME)

        if address is not None:
            assert urlsplit(address).scheme == "https"
            assert urlsplit(address).hostname not in (None, "go.noordnaaf.nl")

    def test_fills_in_the_text_only_where_it_may(self, network: Network) -> None:
        address = network.composer_url(text=TEXT, link=LINK, settings=AT_HOME) or ""
        filled = " ".join(value for _name, value in parse_qsl(urlsplit(address).query))

        assert ("Ik werk bij Noordnaaf." in filled) == ("text" in network.prefills)
        assert (LINK in filled) == ("link" in network.prefills)
        assert ("#fiets" in filled) == bool({"text", "tag"} & network.prefills)
        assert network.needs_clipboard == ("text" not in network.prefills)

    def test_carries_text_and_link_unharmed(self, network: Network) -> None:
        address = network.composer_url(text=TEXT, link=LINK, settings=AT_HOME) or ""
        fields = parse_qs(urlsplit(address).query)

        if "text" in network.prefills:
            assert fields["text"][0] in (TEXT, WORDS)
            assert "+" not in urlsplit(address).query

    def test_opens_with_a_link_and_no_text(self, network: Network) -> None:
        address = network.composer_url(text="", link=LINK, settings=AT_HOME)

        assert (address is not None) == bool(network.prefills)

    def test_never_makes_an_address_that_is_cut_on_the_way(self, network: Network) -> None:
        address = network.composer_url(text="é" * 4000, link=LINK, settings=AT_HOME)

        assert address is None or len(address) <= 8000

    def test_takes_text_of_some_length_and_folds_above_its_limit(self, network: Network) -> None:
        assert network.limit.most > 0
        assert network.fold is None or network.fold.signs < network.limit.most

    def test_has_words_in_two_languages_under_its_preview(self, network: Network) -> None:
        assert all(str(verb) for verb in network.verbs)


@pytest.mark.parametrize(
    ("network", "address"),
    [
        (LinkedIn(), "https://www.linkedin.com/feed/?shareActive=true&text="),
        (X(), "https://x.com/intent/tweet?text="),
        (Facebook(), "https://www.facebook.com/sharer/sharer.php?u="),
        (Facebook(app_id="1"), "https://www.facebook.com/dialog/share?app_id=1&href="),
        (Threads(), "https://www.threads.com/intent/post?text="),
        (Bluesky(), "https://bsky.app/intent/compose?text="),
        (Mastodon(), "https://mastodon.nl/share?text="),
        (Xing(), "https://www.xing.com/spi/shares/new?url="),
        (WhatsApp(), "https://wa.me/?text="),
    ],
)
def test_composer_url_is_the_one_of_the_table(network: Network, address: str) -> None:
    found = network.composer_url(text=TEXT, link=LINK, settings=AT_HOME)

    assert found is not None
    assert found.startswith(address)


def test_instagram_has_no_composer_and_wants_the_picture() -> None:
    assert Instagram().composer_url(text=TEXT, link=LINK, settings=AT_HOME) is None
    assert Instagram().wants_picture


def test_linkedin_turns_to_its_link_page_when_the_text_is_too_long() -> None:
    address = LinkedIn().composer_url(text="é" * 2900, link=LINK, settings=AT_HOME)

    assert address == (
        "https://www.linkedin.com/sharing/share-offsite/?url=https%3A%2F%2Fgo.noordnaaf.nl%2Fl%2Fabc"
    )


@pytest.mark.parametrize("network", [X(), Threads()])
def test_link_stands_apart_only_where_it_comes_last(network: Network) -> None:
    middle = f"Zie {LINK} nu"

    last = parse_qs(
        urlsplit(network.composer_url(text=TEXT, link=LINK, settings=AT_HOME) or "").query
    )
    inside = parse_qs(
        urlsplit(network.composer_url(text=middle, link=LINK, settings=AT_HOME) or "").query
    )

    assert last == {"text": [WORDS], "url": [LINK]}
    assert inside == {"text": [middle]}


@pytest.mark.parametrize("instance", ["", "localhost", "evil.nl/share?x=", "127.0.0.1"])
def test_mastodon_opens_nothing_until_it_knows_the_instance(instance: str) -> None:
    settings = ComposerSettings(mastodon_instance=instance)

    assert Mastodon().asks_instance
    assert Mastodon().composer_url(text=TEXT, link=LINK, settings=settings) is None


def test_shares_on_x_and_facebook_are_never_scored() -> None:
    assert {network.key for network in NETWORKS if not network.scored} == {"x", "facebook"}


def test_registry_keeps_the_order_and_finds_by_key() -> None:
    keys = [network.key for network in queries.networks()]

    assert keys == ["linkedin", "x", "facebook", "bluesky", "mastodon", "instagram"]
    assert queries.network("x").label == "X"


def test_registry_takes_the_last_of_one_key() -> None:
    registry.register(Facebook(app_id="12345"))

    assert "tag" in queries.network("facebook").prefills
    assert len(queries.networks()) == 6


def test_registry_says_so_when_a_network_is_not_plugged_in() -> None:
    with pytest.raises(queries.UnknownNetworkError):
        queries.network("hyves")


def test_registry_counts_one_text_for_many_networks() -> None:
    counts = queries.counts("https://noordnaaf.nl/een-verhaal", ["x", "bluesky"])

    assert (counts["x"].used, counts["bluesky"].used) == (23, 32)
