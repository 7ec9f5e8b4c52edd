"""What is kept about a person: what for, on which ground, and until when."""

from __future__ import annotations

from django.utils.translation import gettext as _

from zetje.web.privacy.documents import Table


def kept_table() -> Table:
    """The record of what is kept, in the reader's language."""
    heads = [_("What"), _("What for"), _("Ground"), _("Until")]
    return Table(heads=heads, rows=[*_of_sharing(), *_of_thanks_and_messages()])


def _of_sharing() -> list[list[str]]:
    """Of joining, choosing and posting."""
    consent = _("Consent: joining, or a switch of one's own")
    interest = _("Legitimate interest: running what people joined")
    person = _("With the person, or when they are erased")
    return [
        [
            _("Name, work address, team, job, language, working days"),
            _("To invite, and to reach people at their own hours"),
            _("Legitimate interest: the directory that the employer has"),
            _("Thirty days after leaving the organisation"),
        ],
        [
            _("Joining, pausing, leaving, house rules"),
            _("Voluntary taking part"),
            consent,
            person,
        ],
        [
            _("Choices, reasons for skips, texts taken to a network"),
            _("The next three stories, the chain, and taking back"),
            consent,
            person,
        ],
        [
            _("Clicks on a person's own links, without address or browser"),
            _("To show the person what came of it, and points"),
            interest,
            _("The day's hash goes at midnight; the label stays with the story"),
        ],
        [
            _("Decisions about prompts, with their chances"),
            _("To prompt seldom and honestly, and to measure what prompts do"),
            consent,
            _("They stay, without the person once erased"),
        ],
        [
            _("Phase, habit strength, why somebody takes part, own goals"),
            _("To offer what fits, to the person alone"),
            consent,
            person,
        ],
        [
            _("Texts that show how somebody writes, in counts"),
            _("Suggestions in one's own voice"),
            consent,
            _("Until taken out on their page"),
        ],
    ]


def _of_thanks_and_messages() -> list[list[str]]:
    """Of recognition, messages and the audit."""
    consent = _("Consent: joining, or a switch of one's own")
    interest = _("Legitimate interest: running what people joined")
    person = _("With the person, or when they are erased")
    return [
        [
            _("Points, leagues, marks, shout-outs, challenges"),
            _("To notice and thank, as far as each wants it"),
            consent,
            _("Seats a year, the rest with the person"),
        ],
        [
            _("Rewards and their ledger"),
            _("To give them once, within the budget, and for payroll"),
            _("Legal obligation: tax on benefits"),
            _("As long as the law asks; without a name once the person is erased"),
        ],
        [
            _("Messages: to whom, which kind, when; no contents"),
            _("That nothing is lost or sent twice"),
            interest,
            person,
        ],
        [
            _("What administrators did, and every export"),
            _("That misuse is seen"),
            interest,
            _("It stays; without the person's name once erased"),
        ],
    ]
