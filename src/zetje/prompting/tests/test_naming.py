"""Whom a story names hears of it once, reads it first, and hears nothing once it is settled."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from zetje.content.queries.colleagues import colleague_of
from zetje.content.testing import make_colleague, make_story
from zetje.delivery.registry import Card, Drop, Mail, OutboxRow, family_for
from zetje.lib.tenancy import tenant
from zetje.people.testing import make_cast, signed_in
from zetje.prompting.operations import tell_who_is_named
from zetje.prompting.operations.naming import render_named

TUESDAY = datetime(2026, 9, 15, 8, tzinfo=UTC)


@pytest.mark.django_db
def test_a_colleague_is_told_once_and_not_after_the_answer() -> None:
    cast = make_cast()
    here, anna = cast.organisation, cast.anna
    story = make_story(here, published_at=None, title="Zo <doet> Anna dat", kind="expert_example")
    named = make_colleague(story, member=anna)
    told = {"organisation_id": here.pk, "member_id": anna.pk, "colleague_id": named.pk}
    known: dict[str, Any] = {
        "id": 1,
        "organisation_id": here.pk,
        "member_id": anna.pk,
        "kind": "named",
        "subject_id": named.pk,
        "dedupe_key": "",
        "address": "",
        "not_before": TUESDAY,
        "useful_until": None,
        "unsubscribe_url": "https://zetje.example/unsubscribe/x/",
    }
    assert tell_who_is_named(**told, now=TUESDAY) == 1
    assert tell_who_is_named(**told, now=TUESDAY) == 0
    assert family_for("named") == "notice"
    with tenant(here.pk):
        letter = render_named([OutboxRow(**known)], TUESDAY)[1]
        assert isinstance(letter, Mail)
        assert letter.subject == "Een verhaal gaat over jou"
        assert "Zo <doet> Anna dat" in letter.text
        assert "Zo &lt;doet&gt; Anna dat" in letter.html
        assert "/me/stories/" in letter.text
        card = render_named([OutboxRow(**known | {"channel": "slack"})], TUESDAY)[1]
        assert isinstance(card, Card)
        # It is of her own, not of whoever else the row may name.
        other = render_named([OutboxRow(**known | {"member_id": cast.bram.pk})], TUESDAY)[1]
        assert isinstance(other, Drop)

    signed_in(Client(), anna).post(reverse("content:decline", args=[named.token]))
    with tenant(here.pk):
        assert isinstance(render_named([OutboxRow(**known)], TUESDAY)[1], Drop)


@pytest.mark.django_db
def test_naming_somebody_in_the_hub_queues_the_notice(
    django_capture_on_commit_callbacks: Any,
) -> None:
    cast = make_cast()
    here = cast.organisation
    story = make_story(here, published_at=None, kind="success_story")
    form = reverse("content:colleague", args=[story.token])
    with django_capture_on_commit_callbacks(execute=True):
        signed_in(Client(), cast.femke).post(form, {"address": cast.anna.email})

    # It is there already, so nothing is queued again.
    with tenant(here.pk):
        named = colleague_of(story)
        assert named is not None
    told = {"organisation_id": here.pk, "member_id": cast.anna.pk, "colleague_id": named.pk}
    assert tell_who_is_named(**told, now=TUESDAY) == 0
