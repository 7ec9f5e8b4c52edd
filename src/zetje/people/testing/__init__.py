"""The cast and the makers that tests of every capability share."""

from zetje.people.testing.cast import (
    Cast,
    make_cast,
    make_house_rules,
    make_member,
    make_organisation,
    make_team,
    signed_in,
)

__all__ = [
    "Cast",
    "make_cast",
    "make_house_rules",
    "make_member",
    "make_organisation",
    "make_team",
    "signed_in",
]
