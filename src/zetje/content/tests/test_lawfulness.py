"""What a post may not say, and what could stand there instead."""

from __future__ import annotations

import pytest

from zetje.content.rules.lawfulness import Blocked, Grounds, filled, find_problems

SOURCE = (
    "What 60,000 km does to a hub gear. Sanne van der Berg opened it on 3 May 2024. "
    "https://noordnaaf.example/n9-rig"
)


def codes(text: str, *, language: str = "en", network: str = "", kind: str = "news") -> list[str]:
    grounds = Grounds(sources=[SOURCE], network=network, language=language, kind=kind)
    return [problem.code for problem in find_problems(text, grounds)]


def corrected(text: str, *, language: str = "en") -> str:
    grounds = Grounds(sources=[SOURCE], network="", language=language)
    for problem in reversed(find_problems(text, grounds)):
        text = text[: problem.start] + problem.instead + text[problem.end :]
    return text


@pytest.mark.parametrize(
    ("language", "text", "better"),
    [
        ("en", "It may be the best hub in Europe.", "It may be a very good hub."),
        ("en", "The most reliable hub.", "A very reliable hub."),
        ("nl", "Het is de veiligste fiets ter wereld!", "Het is een heel veilige fiets!"),
        ("nl", "Het mooiste verhaal ooit.", "Een heel mooi verhaal."),
        ("nl", "Dankzij ons vet", "Met ons vet"),
        ("en", "After 70,000 km", "After 60,000 km"),
        ("en", "Sanne van den Berg opened it.", "Sanne van der Berg opened it."),
        ("en", "On 4 May 2024.", "On 3 May 2024."),
        ("en", "It was 4 May.", "It was 3 May 2024."),
        ("en", "See noordnaaf.example/n8-rig", "See https://noordnaaf.example/n9-rig"),
    ],
)
def test_what_is_offered_instead_is_a_sentence_and_says_nothing_new(
    language: str, text: str, better: str
) -> None:
    assert corrected(text, language=language) == better
    assert codes(better, language=language) == []


def test_a_plural_gets_no_article_that_does_not_fit() -> None:
    grounds = Grounds(sources=[SOURCE], network="", language="nl")

    (problem,) = find_problems("de beste naven", grounds)

    assert (problem.words, problem.instead) == ("beste", "")


def test_laws_and_networks_hold_where_they_hold() -> None:
    assert codes("Our climate neutral hub.") == ["green"]
    assert codes("Onze milieuvriendelijke naaf.", language="nl") == ["green"]
    assert codes("Deel en win een fiets!", language="nl", network="facebook") == ["promotion"]
    assert codes("Verdien extra punten!", language="nl", network="x") == ["points"]
    assert codes("Verdien extra punten!", language="nl", network="bluesky") == []
    assert codes("Een jong team.", language="nl", kind="vacancy") == ["equal"]
    assert codes("Een jong team.", language="nl") == []
    assert codes("Onder embargo: een naaf.", language="nl") == ["confidential"]


def test_what_looks_like_a_field_and_is_none_is_said_and_stays_as_it_is() -> None:
    text = "[naam] [city] {{7*7}} {% load x %} {first_name} [x](https://noordnaaf.example/n9-rig)"

    assert codes(text) == ["field"] * 4
    assert (
        filled(text, name="[team] {{1}}", team="A", organisation="B")
        == "[team] {{1}} [city] {{7*7}} {% load x %} {first_name} "
        "[x](https://noordnaaf.example/n9-rig)"
    )


def test_blocked_words_are_found_whatever_hides_them() -> None:
    grounds = Grounds(
        sources=[SOURCE],
        network="",
        language="nl",
        blocked=[Blocked("goed koop*", "Te plat.", "voordelig"), Blocked("café"), Blocked("***")],
    )

    found = find_problems("GOED\u00ad-\n koopste in het CAFE, geen koopje", grounds)

    first, second = [one for one in found if one.code == "blocked"]
    assert (first.sentence, first.instead) == ("Te plat.", "voordelig")
    assert second.words == "CAFE"


def test_people_need_no_source_for_what_they_tell_of_themselves() -> None:
    own = Grounds(sources=[SOURCE], network="", language="en", is_personal=True)

    assert find_problems("The toughest hub I have tested. I've worked here 12 years.", own) == ()
    assert [one.code for one in find_problems("I work on the best hub in Europe.", own)] == [
        "superlative"
    ]
