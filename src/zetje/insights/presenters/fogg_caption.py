"""What stands below the Fogg map."""

from __future__ import annotations

from django.utils.translation import gettext as _


def caption_of(
    *, per: int, minimum: int, has_rings: bool, are_moved: bool, are_together: bool
) -> list[str]:
    """The sentences below a map.

    Args:
        per: how many colleagues a dot stands for.
        minimum: how many people a count needs.
        has_rings: whether any ring is drawn.
        are_moved: whether a group stands beside its spot, for lack of room.
        are_together: whether several teams are one group.
    """
    dot = _("Each dot is a colleague") if per == 1 else _("Each dot is %(per)s colleagues")
    said = [
        _(
            "%(dot)s who got stories in these thirteen weeks, drawn with their group and never "
            "placed alone: no group is smaller than %(minimum)s, and the spot is the group's "
            "average."
        )
        % {"dot": dot % {"per": per} if per > 1 else dot, "minimum": minimum}
    ]
    if has_rings:
        said.append(
            _(
                "The small ring is where a group was a quarter before. It is left out where it "
                "would lie on another group; the table tells of all."
            )
        )
    if are_moved:
        said.append(
            _(
                "Groups that would lie on each other or across the line are drawn beside their "
                "spot, as near as there is room; their figures are in the table."
            )
        )
    if are_together:
        said.append(
            _(
                "Teams of which nearly all or nearly none got or looked at their stories stand "
                "together with others, so that nobody can be told apart."
            )
        )
    said.append(
        _(
            "Our estimate, from what came of the stories of thirteen weeks: above the line more "
            "than half of the looks lead to a post."
        )
    )
    return said
