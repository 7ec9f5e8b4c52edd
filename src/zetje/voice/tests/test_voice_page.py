"""The page of a voice: what was heard, given, set and forgotten, by its person alone."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from zetje.lib.tenancy import tenant
from zetje.people import operations as people
from zetje.people.operations.personal_export import collect_personal_data
from zetje.people.testing import Cast, make_cast, signed_in
from zetje.voice import operations, queries, registry
from zetje.voice.models import VoiceSample

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 2, 9, tzinfo=UTC)
POST = "Vandaag mocht ik mee naar de gieterij! Wat een hitte. 🔥\n\nBen je er ook eens geweest?"
CSV = (
    "Date,ShareLink,ShareCommentary,SharedUrl,MediaUrl,Visibility\n"
    '2026-01-01 10:00:00,x,"Wat een jaar was dit, met 300 fietsen.""\n""Op naar het volgende!"'
    ",,,M\n"
    "2026-01-02 10:00:00,x,,,,M\n"
)


@pytest.fixture
def cast() -> Cast:
    return make_cast()


@pytest.fixture
def anna(cast: Cast) -> Client:
    client = signed_in(Client(), cast.anna)
    client.cookies["django_language"] = "en"
    return client


def profile(cast: Cast) -> queries.Profile:
    with tenant(cast.organisation.pk):
        return queries.profile_of(member=cast.anna)


def test_a_text_is_learned_from_shown_and_taken_out(cast: Cast, anna: Client) -> None:
    empty = anna.get("/me/voice/").content.decode()
    given = anna.post("/me/voice/", {"text": POST}, follow=True).content.decode()
    with tenant(cast.organisation.pk):
        token = VoiceSample.objects.get(member=cast.anna).token
    heard = profile(cast)
    anna.post(f"/me/voice/texts/{token}/")

    assert "Nog niets gehoord" in empty
    assert "gieterij" in given
    assert (heard.basis, heard.formality["nl"], heard.opening) == (1, "je", "first_person")
    assert profile(cast).basis == 0
    assert "gieterij" not in anna.get("/me/voice/").content.decode()


def test_what_cannot_be_learned_from_is_said_and_stays_in_the_form(anna: Client) -> None:
    short = anna.post("/me/voice/", {"text": "Kort."})
    long = anna.post("/me/voice/", {"text": "woord " * 2_000})
    wrong = anna.post("/me/voice/profile/", {"length": "1", "emoji": "99"})

    assert [answer.status_code for answer in (short, long, wrong)] == [422, 422, 422]
    assert "Kort." in short.content.decode()
    assert 'value="99"' in wrong.content.decode()


def test_an_export_is_read_as_an_archive_and_as_its_table(cast: Cast, anna: Client) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("Basic/Shares.csv", CSV)
    files = [
        SimpleUploadedFile("export.zip", packed.getvalue()),
        SimpleUploadedFile("Shares.csv", CSV.encode()),
    ]

    for file in files:
        assert anna.post("/me/voice/export/", {"file": file}).status_code == 302

    with tenant(cast.organisation.pk):
        (sample,) = VoiceSample.objects.filter(member=cast.anna)
    assert sample.text == "Wat een jaar was dit, met 300 fietsen.\nOp naar het volgende!"
    assert sample.source == "linkedin"


def test_hands_win_over_ears_and_all_of_it_can_be_forgotten(cast: Cast, anna: Client) -> None:
    anna.post("/me/voice/", {"text": POST})
    anna.post("/me/voice/profile/", {"formality": "u", "length": "90", "warmth": "0.1"})
    by_hand = profile(cast)
    anna.post("/me/voice/profile/", {"length": ""})
    counted = profile(cast)
    anna.post("/me/voice/forget/")

    assert (by_hand.formality["nl"], by_hand.length, by_hand.warmth) == ("u", 90, 0.1)
    assert (counted.formality["nl"], counted.edited) == ("je", frozenset())
    assert profile(cast) == queries.Profile()


def test_own_shares_are_learned_from_only_while_zetje_may_learn(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    here, anna = cast.organisation.pk, cast.anna
    shared = ["Dit zag ik vandaag bij ons in de hal.", "Kort."]
    monkeypatch.setattr(registry, "_own_words", [lambda _member, limit: shared[:limit]])
    names = ("learns", "experiments", "chain_shown", "shoutouts", "feedback")

    with tenant(here):
        assert operations.take_own_shares(member=anna, now=NOW) == 1
        (sample,) = queries.samples_of(member=anna)
        operations.remove_sample(member=anna, token=sample.token, now=NOW)
        assert operations.take_own_shares(member=anna, now=NOW) == 0
        operations.forget_voice(member=anna)
        assert operations.take_own_shares(member=anna, now=NOW) == 1
        people.save_privacy(member=anna, switches=dict.fromkeys(names, False), alias="", now=NOW)
    operations.unlearn_shares(organisation_id=here, member_id=anna.pk)

    with tenant(here):
        assert not queries.samples_of(member=anna).exists()
        anna.refresh_from_db()
        assert operations.take_own_shares(member=anna, now=NOW) == 0


def test_a_voice_is_exported_with_its_person_and_is_nobody_elses(cast: Cast, anna: Client) -> None:
    anna.post("/me/voice/", {"text": POST})
    with tenant(cast.organisation.pk):
        token = VoiceSample.objects.get(member=cast.anna).token
        exported = collect_personal_data(member=cast.anna)["voice.VoiceSample"]
    bram = signed_in(Client(), cast.bram)

    assert exported[0]["text"] == POST
    assert "fingerprint" not in exported[0]
    assert bram.post(f"/me/voice/texts/{token}/").status_code == 404
    assert "gieterij" not in bram.get("/me/voice/").content.decode()
