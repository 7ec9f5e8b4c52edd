"""Short links, the clicks on them, and what those add up to."""

from __future__ import annotations

import secrets
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, cast

from django.db import models

from zetje.lib.tenancy import TenantModel
from zetje.sharing.rules.clicks import LABELS
from zetje.sharing.rules.codes import CODE_LENGTH, CODE_SIGNS

if TYPE_CHECKING:
    from zetje.people.models import Member


def random_code() -> str:
    """A code that nobody guesses."""
    return "".join(secrets.choice(CODE_SIGNS) for _ in range(CODE_LENGTH))


class LinkQuerySet(models.QuerySet["Link"]):
    """Links by whether they still lead somewhere."""

    def living(self) -> LinkQuerySet:
        """Those that were not withdrawn."""
        return self.filter(withdrawn_at__isnull=True)


class Link(TenantModel):
    """The short link that one member shares for one story, or idea of their own, on one network.

    The link door reads this table with a role of its own, for all organisations at once. A link
    outlives what ties it to its member: what stands on a network must not lead nowhere.
    """

    code: models.TextField[str, str] = models.TextField(unique=True, default=random_code)
    member: models.ForeignKey[Member | None, Member | None] = models.ForeignKey(
        "people.Member", on_delete=models.SET_NULL, null=True, related_name="+"
    )
    member_id: int | None
    story: models.ForeignKey[Any, Any] = models.ForeignKey(
        "content.Story", on_delete=models.CASCADE, null=True, related_name="+"
    )
    story_id: int | None
    network: models.TextField[str, str] = models.TextField(default="", blank=True)
    target: models.TextField[str, str] = models.TextField()
    created_at: models.DateTimeField[datetime, datetime] = models.DateTimeField()
    withdrawn_at: models.DateTimeField[datetime | None, datetime | None] = models.DateTimeField(
        null=True
    )

    objects = cast("LinkQuerySet", LinkQuerySet.as_manager())

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["organisation", "code"], name="link_code_once"),
            models.UniqueConstraint(
                fields=["organisation", "member", "story", "network"],
                condition=models.Q(withdrawn_at__isnull=True),
                name="one_living_link",
            ),
            models.CheckConstraint(
                name="link_code_form", condition=models.Q(code__regex=r"^[A-Za-z0-9_-]{11,32}$")
            ),
            models.CheckConstraint(
                name="link_target_is_web",
                condition=models.Q(target__regex=r"^https?://[!-\[\]-~]+$"),
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "story"], name="link_of_story"),
            models.Index(fields=["organisation", "member"], name="link_of_member"),
        ]

    def __str__(self) -> str:
        return f"link {self.pk}"


class Click(TenantModel):
    """One hit on a link, by a person or by a robot. No address and no user agent is in it."""

    link: models.ForeignKey[Link, Link] = models.ForeignKey(
        Link, on_delete=models.CASCADE, related_name="clicks"
    )
    link_id: int
    clicked_at: models.DateTimeField[datetime, datetime] = models.DateTimeField()
    label: models.TextField[str, str] = models.TextField()
    reason: models.TextField[str, str] = models.TextField()
    counted: models.BooleanField[bool, bool] = models.BooleanField()
    # Where in the spool it stood: however often a file is read, each click is here once.
    spool_id: models.TextField[str, str] = models.TextField()

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["organisation", "spool_id"], name="click_once"),
            models.CheckConstraint(
                name="click_label_known", condition=models.Q(label__in=list(LABELS))
            ),
            models.CheckConstraint(
                name="click_counted_is_human",
                condition=models.Q(counted=False) | models.Q(label="human"),
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "link", "clicked_at"], name="click_of_link")
        ]

    def __str__(self) -> str:
        return f"{self.label} click on link {self.link_id}"


class Visit(TenantModel):
    """By which visitor of today a person's click was. Gone with the day."""

    click: models.OneToOneField[Click, Click] = models.OneToOneField(
        Click, on_delete=models.CASCADE, related_name="+"
    )
    click_id: int
    link: models.ForeignKey[Link, Link] = models.ForeignKey(
        Link, on_delete=models.CASCADE, related_name="+"
    )
    link_id: int
    day: models.DateField[date, date] = models.DateField()
    visited_at: models.DateTimeField[datetime, datetime] = models.DateTimeField()
    visitor: models.BinaryField[bytes, bytes] = models.BinaryField()
    counted: models.BooleanField[bool, bool] = models.BooleanField()

    class Meta(TenantModel.Meta):
        constraints = [
            # Whatever loads at the same time: a visitor counts once for a link and day.
            models.UniqueConstraint(
                fields=["organisation", "day", "visitor", "link"],
                condition=models.Q(counted=True),
                name="visit_counted_once",
            )
        ]
        indexes = [
            models.Index(fields=["organisation", "visitor", "visited_at"], name="visit_by_visitor")
        ]

    def __str__(self) -> str:
        return f"a visit of {self.day} to link {self.link_id}"


class SharerHash(TenantModel):
    """The hash of a day of a member's own device, so that their own clicks do not count."""

    member: models.ForeignKey[Member, Member] = models.ForeignKey(
        "people.Member", on_delete=models.CASCADE, related_name="+"
    )
    member_id: int
    day: models.DateField[date, date] = models.DateField()
    visitor: models.BinaryField[bytes, bytes] = models.BinaryField()

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "member", "day", "visitor"], name="sharer_hash_once"
            )
        ]

    def __str__(self) -> str:
        return f"a device of {self.day} of member {self.member_id}"


class LinkCount(TenantModel):
    """How often a link was followed. Made from the event record, and again if need be."""

    link: models.OneToOneField[Link, Link] = models.OneToOneField(
        Link, on_delete=models.CASCADE, related_name="count"
    )
    link_id: int
    human: models.BigIntegerField[int, int] = models.BigIntegerField(default=0)
    counted: models.BigIntegerField[int, int] = models.BigIntegerField(default=0)
    probable_bot: models.BigIntegerField[int, int] = models.BigIntegerField(default=0)
    bot: models.BigIntegerField[int, int] = models.BigIntegerField(default=0)

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["organisation", "link"], name="link_count_once"),
            models.CheckConstraint(
                name="link_count_possible",
                condition=models.Q(
                    counted__gte=0, counted__lte=models.F("human"), probable_bot__gte=0, bot__gte=0
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.counted} clicks on link {self.link_id}"
