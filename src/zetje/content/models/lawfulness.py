"""What the page of a story said when it was read, and what people may not say."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import models

from zetje.content.models.stories import Story
from zetje.lib.tenancy import TenantModel
from zetje.lib.tokens import random_token


class SourcePage(TenantModel):
    """The running text of the page that a story leads to, to hold its wordings against."""

    story: models.OneToOneField[Any, Any] = models.OneToOneField(
        Story, on_delete=models.CASCADE, related_name="source_page"
    )
    story_id: int
    # Where the text was read; a story that leads elsewhere by now is not held against it.
    address: models.TextField[str, str] = models.TextField()
    text: models.TextField[str, str] = models.TextField()
    read_at: models.DateTimeField[datetime, datetime] = models.DateTimeField()

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "story"], name="source_page_of_story_once"
            ),
            models.CheckConstraint(name="source_page_has_text", condition=~models.Q(text="")),
        ]

    def __str__(self) -> str:
        return f"page of story {self.story_id}"


class BlockedWords(TenantModel):
    """Words that posts may not hold, of the whole organisation or of one story."""

    token: models.TextField[str, str] = models.TextField(default=random_token)
    # Empty: for every story.
    story: models.ForeignKey[Any, Any] = models.ForeignKey(
        Story, on_delete=models.CASCADE, null=True, related_name="blocked_words"
    )
    story_id: int | None
    words: models.TextField[str, str] = models.TextField()
    reason: models.TextField[str, str] = models.TextField(default="", blank=True)
    instead: models.TextField[str, str] = models.TextField(default="", blank=True)
    added_at: models.DateTimeField[datetime, datetime] = models.DateTimeField()

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "token"], name="blocked_words_token_once"
            ),
            models.UniqueConstraint(
                fields=["organisation", "story", "words"],
                name="blocked_words_once",
                nulls_distinct=False,
            ),
            models.CheckConstraint(name="blocked_words_are_some", condition=~models.Q(words="")),
        ]

    def __str__(self) -> str:
        return self.words
