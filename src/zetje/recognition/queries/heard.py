"""Who wrote somebody a word, by name only if they agreed to be named."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import Exists, OuterRef

from zetje.recognition.models import Feedback, FeedbackReport


def named_experts(*, organisation_id: int, member_ids: Collection[int]) -> dict[int, str]:
    """By member, the name of the expert whose word they read last.

    Left out are experts who did not agree to be named in shout-outs, who left or were erased, and
    words that were reported.
    """
    reports = FeedbackReport.objects.filter(feedback=OuterRef("pk"))
    rows = Feedback.objects.filter(
        ~Exists(reports),
        organisation_id=organisation_id,
        request__member__in=member_ids,
        seen_at__isnull=False,
    )
    latest = rows.order_by("request__member", "-given_at", "-pk").distinct("request__member")
    found = latest.select_related("request", "expert__preferences")
    return {
        row.request.member_id: row.expert.full_name
        for row in found
        if row.expert is not None and row.expert.left_on is None and _agreed(row.expert)
    }


def _agreed(expert: object) -> bool:
    preferences = getattr(expert, "preferences", None)
    return preferences is not None and bool(preferences.shoutouts)
