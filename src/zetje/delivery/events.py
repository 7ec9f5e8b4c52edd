"""What delivery tells other capabilities, after the commit."""

from dataclasses import dataclass


@dataclass(frozen=True)
class SubscriptionChanged:
    """Somebody stopped one kind of mail, or wants it again, at the address that a mail carries."""

    organisation_id: int
    member_id: int
    kind: str
    is_on: bool
