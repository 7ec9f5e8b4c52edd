"""Content is praised in words only where chance does not explain it; months as each writes them."""

from __future__ import annotations

from django.utils import translation

from zetje.behaviour.weeks import number_of
from zetje.insights.presenters.content import content_of
from zetje.insights.presenters.quarter_words import short_month

NOW = number_of(2026, 39)


def row(name, mean, *, best=False):
    return {
        "name": name,
        "posts": 40,
        "mean": mean,
        "lower": mean - 1,
        "upper": mean + 1,
        "is_best": best,
    }


def test_content_is_named_and_praised_only_where_chance_does_not_explain_it() -> None:
    told = {"first": NOW - 12, "last": NOW, "topic": [], "language": [], "network": []}
    best = content_of(told | {"kind": [row("vacancy", 4.0, best=True), row("", 2.0)]})
    none = content_of(told | {"network": [row("LinkedIn", 4.0), row("XING", 2.0)], "kind": []})

    assert [bar.name for bar in best.traits[0].bars] == ["Vacancies", "All others together"]
    assert best.traits[0].bars[0].said == "4 (3–5)"
    assert best.says.startswith("Vacancies: ")
    assert none.says.startswith("Nothing stands out")
    assert content_of(told | {"kind": []}) is None


def test_networks_are_compared_where_their_intervals_part() -> None:
    told = {"first": NOW - 12, "last": NOW, "topic": [], "language": [], "kind": [row("news", 3.6)]}
    parted = content_of(
        told | {"network": [row("LinkedIn", 5.5), row("XING", 4.0), row("X", 2.1), row("", 0.0)]}
    )

    assert parted.says == "LinkedIn brings more readers than X, by more than chance."
    # Every list has the same scale.
    assert [trait.top for trait in parted.traits] == ["7", "7"]


def test_months_have_a_capital_only_where_their_language_writes_one() -> None:
    with translation.override("nl"):
        assert [short_month(5), short_month(8)] == ["mei", "aug"]
    with translation.override("en"):
        assert [short_month(5), short_month(8)] == ["May", "Aug"]
