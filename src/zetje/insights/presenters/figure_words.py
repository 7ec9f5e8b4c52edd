"""The figures in words: what each is called, and what it counts."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from zetje.insights.rules.figures import MEANINGS, Figure, Kind


@dataclass(frozen=True, slots=True)
class FigureWords:
    """What a figure is called, and what it counts."""

    name: str
    meaning: str


def words_of(figure: Figure) -> FigureWords:
    """The words of a figure, in the reader's language; its key where there are none yet."""
    name, meaning = _words().get(figure) or (str(figure).replace("_", " "), "")
    return FigureWords(name, meaning)


def language_names() -> dict[str, str]:
    """What each language is called, by its key, in the reader's language."""
    return {"nl": _("Dutch"), "en": _("English")}


def family_of(figure: Figure) -> str:
    """With which figures this one stands together: the name of their sheet."""
    kind = MEANINGS[figure].kind if figure in MEANINGS else Kind.STATE
    return {
        Kind.STATE: _("At the end of the week"),
        Kind.WEEK: _("In the week"),
        Kind.SUM: _("Counts"),
        Kind.PLACE: _("Phases"),
    }[kind]


def not_shown(minimum: int) -> list[str]:
    """What is not shown and why, for a file that leaves this page."""
    return [
        _(
            "Every figure is of a week that is over. It was frozen on Tuesday night and is never "
            "changed, so two files of one week say the same."
        ),
        _(
            "Nothing of fewer than %(people)s people is here, in numbers or by taking one number "
            "from another: counts below that, and within it of the whole, are words."
        )
        % {"people": minimum},
        _(
            "Groups that cannot be told apart from others are in a row without a name, together; "
            "their own rows say so in words."
        ),
        _("Who just came is not counted until enough others came; who left counts on for a while."),
        _("Studies are of the whole organisation, from fifty people, and say nothing of groups."),
        _("Nothing of one person is here, and nothing of these files leads to one."),
    ]


def _words() -> dict[Figure, tuple[str, str]]:
    return (
        _words_of_people()
        | _words_of_sharing()
        | _words_of_phases()
        | _words_of_quarters()
        | _words_of_play()
    )


def _words_of_people() -> dict[Figure, tuple[str, str]]:
    return {
        Figure.PEOPLE: (_("People"), _("Colleagues who are counted, taking part or not.")),
        Figure.JOINED: (_("Take part"), _("Colleagues who joined and did not leave.")),
        Figure.PAUSED: (_("Pause"), _("Of who takes part: who has paused.")),
        Figure.GOT_DIGEST: (_("Got the three stories"), _("Were sent the week's three stories.")),
        Figure.OPENED_DIGEST: (
            _("Looked"),
            _("Opened a page of the three stories, or chose. A mail that was loaded is no look."),
        ),
        Figure.PROMPTED: (_("Prompted"), _("Got a prompt that week.")),
        Figure.CHOSE: (_("Chose"), _("Chose for one story or more, skipping too.")),
        Figure.SKIPPED: (_("Skipped"), _("Skipped one story or more.")),
        Figure.STARTED: (_("Took a text along"), _("Took a text to a network.")),
    }


def _words_of_sharing() -> dict[Figure, tuple[str, str]]:
    return {
        Figure.SHARED: (_("Shared"), _("Said they posted, once or more that week.")),
        Figure.SHARED_MONTH: (_("Shared in four weeks"), _("Posted in the last four weeks.")),
        Figure.OWN_WORDS: (_("In own words"), _("Posted with words of their own.")),
        Figure.CLICKED: (_("Were read"), _("Had a link of theirs opened by a reader that week.")),
        Figure.CHOICES: (_("Choices"), _("All choices together.")),
        Figure.SKIPS: (_("Skips"), _("All stories that were skipped.")),
        Figure.SHARES: (_("Posts"), _("All posts together.")),
        Figure.CLICKS: (_("Readers"), _("First human clicks of a reader on a day, not one's own.")),
    }


def _words_of_phases() -> dict[Figure, tuple[str, str]]:
    said = _("Of who takes part, everybody together; phases of too few people stand together.")
    return {
        Figure.PHASE_1: (_("Phase Information"), said),
        Figure.PHASE_2: (_("Phase Application"), said),
        Figure.PHASE_3: (_("Phase Confirmation"), said),
        Figure.PHASE_4: (_("Phase Consolidation"), said),
        Figure.PHASE_5: (_("Phase Verified"), said),
    }


def _words_of_quarters() -> dict[Figure, tuple[str, str]]:
    # Of who lets Zetje learn from them: they are what the Fogg map is made of.
    of = _("In the last thirteen weeks, of who lets Zetje learn from what they share and skip.")
    return {
        Figure.QUARTER_GOT: (_("Got stories in a quarter"), of),
        Figure.QUARTER_LOOKED: (_("Looked in a quarter"), of),
        Figure.QUARTER_STARTED: (_("Began a share of their stories in a quarter"), of),
        Figure.QUARTER_SHARED: (_("Posted one of their stories in a quarter"), of),
        Figure.QUARTER_DIGESTS: (_("Times stories were sent in a quarter"), of),
        Figure.QUARTER_LOOKS: (_("Times they were looked at in a quarter"), of),
        Figure.QUARTER_STARTS: (_("Times they led to a share begun in a quarter"), of),
        Figure.QUARTER_SHARES: (_("Times they led to a post in a quarter"), of),
    }


def _words_of_play() -> dict[Figure, tuple[str, str]]:
    """The figures that team play is made of."""
    earned = _("Of who takes part: who earned points then.")
    points = _("All points of then together.")
    return {
        Figure.EARNED_MONTH: (_("Earned points in four weeks"), earned),
        Figure.EARNED_TWO: (_("Earned points in two weeks"), earned),
        Figure.EARNED: (_("Earned points"), earned),
        Figure.POINTS_MONTH: (_("Points in four weeks"), points),
        Figure.POINTS_TWO: (_("Points in two weeks"), points),
        Figure.POINTS: (_("Points"), points),
        Figure.PLAYED: (_("Posted for the goal of all"), _("Had a post that counts towards it.")),
        Figure.PLAYS: (_("Posts for the goal of all"), _("All posts that count towards it.")),
    }
