"""What the advocacy world takes for granted: every number with a sentence and where it is from.

None of these numbers was measured in an advocacy programme. Most are this project's own guesses,
marked as such; that is why `zetje simulate` runs a grid over the ones that matter most and never
one setting.

>>> Assumptions().prompt_notice
0.3
>>> stated()[0].name, stated()[0].source
('own_visits', 'assumption')
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from typing import Any

GUESS = "assumption"
_PRAISE = "assumption; direction from Deci, Koestner & Ryan 1999 (positive feedback, d = .33)"


def _taken(value: float, says: str, source: str = GUESS) -> Any:
    """A field with its sentence and its source beside it."""
    return field(default=value, metadata={"says": says, "source": source})


@dataclass(frozen=True, slots=True)
class Stated:
    """One assumption as it can be shown: its name, its value, what it says and its source."""

    name: str
    value: float
    says: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Assumptions:
    """The numbers of one world. Each field carries its sentence and source; see `stated`.

    Chances are per person and week unless the sentence says otherwise; spreads are standard
    deviations on the logit scale.
    """

    own_visits: float = _taken(0.08, "Chance that somebody without a habit thinks of sharing alone")
    habit_cue: float = _taken(
        0.6,
        "Chance that a full habit (strength 1) brings the thought by itself",
        "assumption; that context comes to cue a habit: Wood & Neal 2007",
    )
    motivation: float = _taken(0.5, "Motivation of the person in the middle, in (0, 1)")
    motivation_spread: float = _taken(0.8, "How much motivation differs between people")
    ability: float = _taken(
        0.55, "Each of time, mental effort, routine and social risk, for the person in the middle"
    )
    ability_spread: float = _taken(0.8, "How much each of these four differs between people")
    weakest_link: float = _taken(6.0, "η of the soft minimum: how much the weakest link decides")
    steepness: float = _taken(1.5, "κ: how sharply the chance rises with motivation times ability")
    person_spread: float = _taken(0.5, "What else makes one person share more than another")
    cost_alone: float = _taken(0.4, "c, the effort asked by a library that one has to walk to")
    cost_message: float = _taken(0.3, "c, the effort asked by a message with the text in it")
    digest_notice: float = _taken(0.3, "Chance that a digest is read, by somebody not yet tired")
    prompt_notice: float = _taken(0.3, "Chance that a prompt is read, by somebody not yet tired")
    heterogeneity: float = _taken(
        0.5, "How much people differ in noticing prompts and in tiring of them"
    )
    skip_said: float = _taken(
        0.3, "Chance that somebody who reads a prompt and does not share says Skip, a good answer"
    )
    fatigue_digest: float = _taken(0.02, "Tiredness that one digest adds")
    fatigue_prompt: float = _taken(0.1, "Tiredness that one prompt adds; an ignored one adds twice")
    fatigue_kept: float = _taken(0.8, "Part of the tiredness that is left a week later")
    fatigue_motive: float = _taken(
        0.3, "How far tiredness lowers motivation too, and not only attention"
    )
    off_base: float = _taken(0.001, "Chance to switch all messages off in a week, whatever is sent")
    off_ignored: float = _taken(
        0.003, "What each prompt ignored in a row adds to that chance in the week of another one"
    )
    lapsing: float = _taken(0.5, "Share of people whose first enthusiasm fades")
    lapse_weeks: float = _taken(5.0, "Weeks in which enthusiasm falls to 37 % of what it can lose")
    lapse_left: float = _taken(0.3, "Part of their motivation that is left at last")
    leave_begins: float = _taken(0.06, "Chance that leave or illness begins")
    leave_ends: float = _taken(0.6, "Chance that it ends within the week")
    empty_weeks: float = _taken(0.05, "Chance that a week brings nothing worth sharing")
    week_spread: float = _taken(0.3, "How much weeks differ for everyone in the quality of stories")
    story_spread: float = _taken(0.4, "How much a story fits one person and not another")
    message_spread: float = _taken(
        0.02, "How much one wording of a prompt does better than another, as part of being read"
    )
    repeat_cost: float = _taken(
        0.017,
        "Part of being read that the same wording loses when repeated at once; halves in 15 days",
        "Yancey & Settles 2020 (γ and h, of lessons in a language course)",
    )
    network_median: float = _taken(400.0, "Contacts of the person in the middle")
    network_spread: float = _taken(1.0, "Spread of contacts, on the log scale")
    chain_lift: float = _taken(
        0.2,
        "Logit added while a chain of two weeks or more is alive",
        "assumption; direction from Silverman & Barasch 2023",
    )
    chain_break: float = _taken(
        0.2,
        "Logit lost in the week after such a chain broke",
        "assumption; direction from Silverman & Barasch 2023",
    )
    recognition_chance: float = _taken(0.25, "Chance that a share is answered with recognition")
    recognition_lift: float = _taken(0.5, "Logit added by recognition, halved each week", _PRAISE)
    crowding_out: float = _taken(
        0.0,
        "Logit that everyone loses over some eight weeks where game elements crowd out",
        "assumption; direction from Deci, Koestner & Ryan 1999 (rewards, d = −.28 to −.40)",
    )


def stated(assumptions: Assumptions | None = None) -> list[Stated]:
    """Every assumption with its sentence and source, in order, as a report shows them.

    Args: `assumptions`, those of one world; the defaults without it.
    """
    values = Assumptions() if assumptions is None else assumptions
    return [
        Stated(
            name=one.name,
            value=getattr(values, one.name),
            says=one.metadata["says"],
            source=one.metadata["source"],
        )
        for one in fields(Assumptions)
    ]
