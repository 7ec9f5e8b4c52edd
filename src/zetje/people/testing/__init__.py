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
from zetje.people.testing.staff import StaffFile, make_staff_file

__all__ = [
    "Cast",
    "StaffFile",
    "make_cast",
    "make_house_rules",
    "make_member",
    "make_organisation",
    "make_staff_file",
    "make_team",
    "signed_in",
]
