"""The statement for a works council: what the programme does, does not, and who sees what."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from zetje.people.templatetags.people import who_sees_what_table
from zetje.web.privacy.documents import Document, Section, Table
from zetje.web.privacy.facts import Facts
from zetje.web.privacy.kept import kept_table


def works_council_statement(facts: Facts, *, language: str) -> Document:
    """The statement, in the language that is active; `language` names it."""
    return Document(
        key="works-council",
        language=language,
        title=_("Zetje at %(organisation)s: statement for the works council")
        % {"organisation": facts.organisation},
        lead=_(
            "Drawn up on %(day)s from the settings in force. It is a draft: read it, add what is "
            "agreed here, and draw it up again when a setting changes."
        )
        % {"day": facts.day},
        sections=[
            _aim(),
            _promises(facts),
            Section(
                _("Who sees what"),
                [_("Every cell of this table is held by a test of the software.")],
                table=sees_table(),
            ),
            _groups(facts),
            _prompts(facts),
            _thanks(facts),
            _elsewhere(facts),
            Section(_("What is kept, and until when"), table=kept_table()),
            _rights(),
            _questions(),
        ],
    )


def sees_table() -> Table:
    """Who sees what of one person, as everybody reads it on their own page."""
    shown = who_sees_what_table()
    return Table(
        heads=[_("Of one person"), *shown["readers"]],
        rows=[[row.fact, *(cell.words for cell in row.cells)] for row in shown["rows"]],
    )


def _aim() -> Section:
    return Section(
        _("What it is for"),
        [
            _(
                "Zetje helps colleagues who want to, to share the organisation's stories on their "
                "own social media: three stories a week, and for each three choices of equal "
                "weight: copy, adapt, skip. A person posts, never the machine."
            )
        ],
    )


def _promises(facts: Facts) -> Section:
    return Section(
        _("What is promised, and held by the software"),
        points=[
            _("Taking part is voluntary. Leaving and pausing are one press, without a reason."),
            _(
                "Nowhere is shown who did not join, paused or left; administrators look it "
                "up only to help, and each look is written down."
            ),
            _("Nobody but the person sees their choices, skips, habit, phase or results."),
            _("There is no export for personnel files, and none for appraisals."),
            _("Nobody can act or look as somebody else."),
            _(
                "A week brings at most the stories, one prompt and one notice, in working "
                "hours, never on days off, holidays or leave. No setting raises that."
            ),
            _(
                "Texts never press, shame or promise scarcity; wordings of the "
                "organisation's own are checked for it."
            ),
            _("Networks are not read: nobody's profile, likes or comments are looked at."),
            ngettext(
                "A story goes live after one editor approved it.",
                "A story goes live after %(count)s editors approved it.",
                facts.approvals,
            )
            % {"count": facts.approvals},
        ],
    )


def _groups(facts: Facts) -> Section:
    return Section(
        _("Figures of groups"),
        [
            _(
                "Managers and the works council see counts of groups that were frozen by the week. "
                "A count needs %(minimum)s people, and as many outside it; the number can be "
                "raised, never lowered. The people of a group are counted together for good, so "
                "that no two pages, exports or weeks taken together tell them apart."
            )
            % {"minimum": facts.minimum},
            _(
                "Not protected: what is public on a network, what a colleague knows of others from "
                "elsewhere, and what holds for a group as a whole. Who knows four of five people's "
                "figures knows the fifth one's."
            ),
        ],
    )


def _prompts(facts: Facts) -> Section:
    if not facts.prompts:
        return Section(_("Prompts"), [_("Prompts are switched off here.")])
    bounds = {"least": round(100 * facts.least), "most": round(100 * facts.most)}
    return Section(
        _("Prompts"),
        [
            _(
                "Once a week, and only if nothing was chosen, a lot decides whether somebody gets "
                "a prompt: with a chance between %(least)s and %(most)s in 100, by what "
                "prompts did "
                "for them before, less what they cost. Each decision is kept with its chance, and "
                "the person reads why. Job, age, team and what somebody posts play no part."
            )
            % bounds,
            _held_out(facts),
            _(
                "Everybody can refuse to be learned from, refuse experiments, kinds and "
                "hours, each by itself."
            ),
        ],
    )


def _held_out(facts: Facts) -> str:
    if facts.hold_out is None:
        return _(
            "From 1,000 people on, a part is drawn by lot that gets the stories and no "
            "prompts, so that what prompts do can be told: 10 in 100, and 5 in 100 from"
            " 5,000 people on."
        )
    if not facts.hold_out:
        return _(
            "Nobody is held out of prompts; what they do shows within each person's own weeks."
        )
    return _(
        "%(share)s in 100 people, drawn by lot, get the stories and no prompts, so "
        "that what prompts do can be told."
    ) % {"share": round(100 * facts.hold_out)}


def _thanks(facts: Facts) -> Section:
    names = {
        "points": _("points by published rules"),
        "leagues": _("small leagues with two named neighbours and no bottom"),
        "team_boards": _("averages of teams of five and more"),
        "challenges": _("team challenges by choice"),
        "badges": _("marks that only their person sees"),
        "shoutouts": _("shout-outs to who agreed to be named"),
        "newsletter": _("an internal newsletter by subscription"),
        "rewards": _("small rewards with a budget and a second person's approval"),
    }
    on = [words for name, words in names.items() if name in facts.games]
    off = [words for name, words in names.items() if name not in facts.games]
    paragraphs = [
        _("On: %(parts)s.") % {"parts": ", ".join(on)} if on else _("Everything of it is off."),
        *([_("Off: %(parts)s.") % {"parts": ", ".join(off)}] if off else []),
        _(
            "Each person can take another name in leagues, or no part in them. Points look at "
            "readers beside what is usual for that person, so that a large network is "
            "no advantage. "
            "Points that look made rather than earned wait, the person is heard, and an "
            "administrator decides."
        ),
    ]
    return Section(_("Recognition"), paragraphs)


def _elsewhere(facts: Facts) -> Section:
    chats = (
        _("Messages go by mail and by %(chats)s, to accounts that people linked themselves.")
        % {"chats": ", ".join(facts.chats)}
        if facts.chats
        else _("Messages go by mail, and to browsers that people linked themselves.")
    )
    model = facts.language_model or _(
        "No language model is switched on; suggestions are made by rules on this installation."
    )
    return Section(
        _("What leaves the installation"),
        [
            _(
                "Everything runs and stays on the organisation's own installation. There "
                "are no trackers."
            ),
            chats,
            model,
            _("No model judges people: language models write drafts and nothing more."),
        ],
    )


def _rights() -> Section:
    return Section(
        _("What everybody can do for themselves"),
        points=[
            _("read what is kept and take it along, as one file for people and programs"),
            _("be forgotten, at once and for good"),
            _("read for each prompt, and each silence, why it was so"),
            _("switch each use of their data off by itself, and keep taking part"),
        ],
    )


def _questions() -> Section:
    return Section(
        _("To agree upon here"),
        points=[
            _("who has which role, and who reads the audit"),
            _(
                "that figures are not used to appraise or to select people, also not as "
                "groups of a manager's own"
            ),
            _("how long the trial runs, what it is judged by, and who may press the stop button"),
            _("rewards: their budget, their tax, and that none is paid per share"),
        ],
    )
