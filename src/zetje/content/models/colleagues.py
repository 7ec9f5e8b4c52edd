"""The colleague whom a success story or an expert's example is about, and what they said to it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import models

from zetje.content.models.stories import Story
from zetje.lib.tenancy import TenantModel
from zetje.lib.tokens import random_token


class StoryColleague(TenantModel):
    """Who a story is about, their post word by word, and whether they agreed to it."""

    token: models.TextField[str, str] = models.TextField(default=random_token)
    story: models.OneToOneField[Story, Story] = models.OneToOneField(
        Story, on_delete=models.CASCADE, related_name="colleague"
    )
    story_id: int
    # Nobody: somebody who is no member here, named in `name`, and asked outside of Zetje.
    member: models.ForeignKey[Any, Any] = models.ForeignKey(
        "people.Member", on_delete=models.CASCADE, null=True, related_name="+"
    )
    member_id: int | None
    name: models.TextField[str, str] = models.TextField(default="", blank=True)
    # The post as it stands on the network: nobody betters it afterwards.
    post: models.TextField[str, str] = models.TextField(default="", blank=True)
    post_network: models.TextField[str, str] = models.TextField(default="", blank=True)
    # What came of it (success story), or why it works (expert's example).
    remark: models.TextField[str, str] = models.TextField(default="", blank=True)
    asked_at: models.DateTimeField[datetime, datetime] = models.DateTimeField()
    agreed_at: models.DateTimeField[datetime | None, datetime | None] = models.DateTimeField(
        null=True
    )
    declined_at: models.DateTimeField[datetime | None, datetime | None] = models.DateTimeField(
        null=True
    )

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "token"], name="story_colleague_token_once"
            ),
            models.UniqueConstraint(fields=["organisation", "story"], name="story_colleague_once"),
            models.CheckConstraint(
                name="story_colleague_is_somebody",
                condition=models.Q(member__isnull=False) | ~models.Q(name=""),
            ),
            models.CheckConstraint(
                name="story_colleague_says_one_thing",
                condition=models.Q(agreed_at__isnull=True) | models.Q(declined_at__isnull=True),
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "member"], name="story_colleague_by_member")
        ]

    def __str__(self) -> str:
        return f"colleague of story {self.story_id}"
