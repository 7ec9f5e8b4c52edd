"""What fits a person's phase, in words: on their own week and on the page of an example."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zetje.behaviour.phases import Phase
from zetje.content import queries as content
from zetje.content.queries.colleagues import post_of
from zetje.prompting.presenters.cards import Label
from zetje.prompting.queries.phases import Told, Why, journey_of

if TYPE_CHECKING:
    from zetje.content.models import Story
    from zetje.people.models import Member

WHY_WORDS: Final = {
    "craft": gettext_lazy("To show what I know about"),
    "people": gettext_lazy("To meet people in my line of work"),
    "proud": gettext_lazy("Because I am proud of what we make"),
    "colleagues": gettext_lazy("To help colleagues, and find new ones"),
}

_PHASES: Final = {
    Phase.INFORMATION: (
        gettext_lazy("Finding out"),
        gettext_lazy("What it is good for, and how it was for colleagues."),
    ),
    Phase.APPLICATION: (
        gettext_lazy("Trying"),
        gettext_lazy("Seeing how it is done, and a first share with help."),
    ),
    Phase.CONFIRMATION: (
        gettext_lazy("Your own way"),
        gettext_lazy("Your own words and ideas, and a word about them if you ask for it."),
    ),
    Phase.CONSOLIDATION: (
        gettext_lazy("A habit"),
        gettext_lazy("It goes by itself; a week without a push now and then shows it."),
    ),
}


@dataclass(frozen=True)
class WhyView:
    """The "why" question, or the answer to it."""

    url: str
    options: Sequence[Label]
    answer: str
    own_words: str


@dataclass(frozen=True)
class Shelf:
    """What colleagues tell or experts show: a heading and up to three things to open."""

    heading: str
    text: str
    button: str
    items: Sequence[Mapping[str, str]]


@dataclass(frozen=True)
class Step:
    """One phase of the way: its name, what it is about, and whether the person is there."""

    name: str
    text: str
    is_here: bool
    is_done: bool


@dataclass(frozen=True)
class IdeaView:
    """An idea of one's own that waits for "did you post it?", or can still be taken back."""

    url: str
    text: str
    is_posted: bool


@dataclass(frozen=True)
class PhaseView:
    """What the week of a person shows for their phase; empty parts are left out."""

    notices: Sequence[Mapping[str, str]]
    why: WhyView | None
    shelf: Shelf | None
    own_url: str
    own_first: bool
    is_probe: bool
    ideas: Sequence[IdeaView]
    route: Sequence[Step]
    has_messages: bool


@dataclass(frozen=True)
class ExamplePage:
    """How an expert did it."""

    title: str
    summary: str
    text: str
    back_url: str
    story_url: str


def phase_view(*, member: Member, base: str, now: datetime) -> PhaseView:
    """What fits the phase of a person on their own week.

    Args:
        member: whose week it is; nobody else is shown this.
        base: the address the buttons post below.
        now: the moment.
    """
    journey = journey_of(member=member, now=now)
    asks_why = journey.phase == Phase.INFORMATION
    writes = journey.phase >= Phase.CONFIRMATION
    return PhaseView(
        notices=_notices(
            probe=journey.is_probe,
            probe_next=journey.probe_next,
            came_back=journey.came_back,
            verified=journey.is_newly_verified,
        ),
        why=_why(base, journey.why) if asks_why else None,
        shelf=_shelf(base, journey.phase, journey.stories),
        own_url=f"{base}own/" if writes else "",
        own_first=journey.phase == Phase.CONFIRMATION,
        is_probe=journey.is_probe,
        ideas=[
            IdeaView(f"{base}own/{idea.token}/", idea.text, idea.is_posted)
            for idea in journey.ideas
        ],
        route=_route(journey.phase),
        has_messages=journey.has_messages,
    )


def example_page(*, member: Member, story: Story, base: str) -> ExamplePage:
    """The page of an expert's example."""
    variant = content.variant_for(story, network="", language=story.language, author=member)
    return ExamplePage(
        title=story.title,
        summary=story.summary,
        text=post_of(story) or variant.text,
        back_url=base,
        story_url=content.target_of(story, organisation=member.organisation),
    )


def guide_starts(key: str, *, url: str) -> list[dict[str, str]]:
    """Three first sentences to begin with; each a link that puts it in the editor."""
    return [
        {"url": f"{url}?network={key}&start={number}", "text": str(text)}
        for number, text in enumerate(STARTS, start=1)
    ]


def started_with(text: str, start: str) -> str:
    """The story's words below the first sentence that was chosen; as they are for none."""
    if start in {"1", "2", "3"}:
        return f"{STARTS[int(start) - 1]}\n\n{text}"
    return text


# The first sentence is the hard one.
STARTS: Final = (
    gettext_lazy("What struck me in this:"),
    gettext_lazy("I see this in my own work too:"),
    gettext_lazy("A colleague told me about this, and I had to laugh, nod or frown:"),
)


def _notices(
    *, probe: bool, probe_next: bool, came_back: bool, verified: bool
) -> list[dict[str, str]]:
    """What there is to say of the phase itself: plainly, and never with blame."""
    said: list[dict[str, str]] = []
    if probe:
        said.append(
            {
                "title": _("A week without a push."),
                "text": _(
                    "Chance picked this week for you: no mail, no prompt, and your chain rests by "
                    "itself. Feel like posting all the same? Then you do it on your own."
                ),
            }
        )
    if verified:
        said.append(
            {
                "title": _("It is yours now."),
                "text": _(
                    "You also post in weeks in which nobody asks. So we will ask less. "
                    "Only you see this."
                ),
            }
        )
    if came_back:
        said.append(
            {
                "title": _("A fresh start."),
                "text": _(
                    "It was quiet for a while, as happens. What you learned is still there; one "
                    "story is enough to begin with."
                ),
            }
        )
    if probe_next:
        said.append(
            {
                "title": _("Next week we keep quiet."),
                "text": _(
                    "No mail and no prompt: that is how you find out whether it goes by itself. "
                    "Your chain rests, whatever you do."
                ),
            }
        )
    return said


def _route(phase: Phase) -> list[Step]:
    """The four phases; who is verified has the last one behind them."""
    return [
        Step(str(name), str(text), is_here=place == phase, is_done=place < phase)
        for place, (name, text) in _PHASES.items()
    ]


def _why(base: str, known: Why) -> WhyView:
    return WhyView(
        url=f"{base}why/",
        options=[Label(key, str(words)) for key, words in WHY_WORDS.items()],
        answer=str(WHY_WORDS.get(known.answer, "")),
        own_words=known.own_words,
    )


def _shelf(base: str, phase: Phase, stories: Sequence[Told]) -> Shelf | None:
    if not stories:
        return None
    if phase == Phase.INFORMATION:
        heading, verb = _("What it brought a colleague"), "read"
        text, button = _("Somebody went before you. Read how it was."), _("Read it")
    else:
        heading, verb = _("See how it is done"), "example"
        text = _("Somebody who does it often shows a post, word by word.")
        button = _("See how")
    items = [
        {"title": story.title, "summary": story.summary, "url": f"{base}{story.token}/{verb}/"}
        for story in stories
    ]
    return Shelf(heading, text, button, items)
