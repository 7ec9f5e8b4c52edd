"""A draft of the data protection impact assessment, in the order of article 35(7) of the GDPR."""

from __future__ import annotations

from django.utils.translation import gettext as _

from zetje.web.privacy.documents import Document, Section, Table
from zetje.web.privacy.facts import Facts
from zetje.web.privacy.kept import kept_table
from zetje.web.privacy.statement import sees_table


def impact_assessment(facts: Facts, *, language: str) -> Document:
    """The draft, in the language that is active; `language` names it."""
    return Document(
        key="dpia",
        language=language,
        title=_("Zetje at %(organisation)s: data protection impact assessment, a draft")
        % {"organisation": facts.organisation},
        lead=_(
            "Drawn up on %(day)s from the settings in force, in the order of article 35(7) GDPR. "
            "What stands between brackets is for the controller to fill in."
        )
        % {"day": facts.day},
        sections=[
            _controller(facts),
            _why(),
            Section(
                _("1. The processing, and its purposes"),
                [
                    _(
                        "Colleagues who joined get three stories a week and choose for each: copy, "
                        "adapt or skip. What they chose, and how often their links were followed, "
                        "decides what they get next. A lot decides whether a prompt is sent."
                    ),
                    *([facts.language_model] if facts.language_model else []),
                ],
                table=kept_table(),
            ),
            _necessity(facts),
            Section(_("Who has access"), table=sees_table()),
            Section(
                _("3. Risks for the people concerned, and 4. the measures"),
                [
                    _(
                        "Likelihood and severity are our estimate before and after the measures, "
                        "for the controller to weigh anew."
                    )
                ],
                table=_risks(facts),
            ),
            _views(),
        ],
    )


def _controller(facts: Facts) -> Section:
    chats = ", ".join(facts.chats) or _("none beside mail")
    return Section(
        _("Who is responsible"),
        table=Table(
            heads=[_("Question"), _("Answer")],
            rows=[
                [_("Controller"), f"{facts.organisation}, {facts.postal_address}".rstrip(", ")],
                [_("Country of the people concerned, mostly"), facts.country],
                [
                    _("Processor"),
                    _(
                        "none: the software runs on the controller's own installation [or name the "
                        "host]"
                    ),
                ],
                [
                    _("Recipients of messages"),
                    _("the mail relay [name it]; chats: %(chats)s") % {"chats": chats},
                ],
                [
                    _("Transfers outside the EEA"),
                    _("[none, unless a relay, a chat or a language model is there]"),
                ],
                [_("Data protection officer's advice"), _("[date and advice]")],
            ],
        ),
    )


def _why() -> Section:
    return Section(
        _("Why an assessment"),
        [
            _(
                "Employees stand in a relation of power to their employer, behaviour is evaluated "
                "in a small way (habit, phase, effect of prompts), and the technique is "
                "new: two of "
                "the criteria of the European guidelines, enough for an assessment."
            )
        ],
    )


def _necessity(facts: Facts) -> Section:
    return Section(
        _("2. Necessity and proportionality"),
        points=[
            _(
                "Consent is real: joining is asked once, nobody is shown as not having "
                "joined, and there is no loss in leaving."
            ),
            _(
                "No special categories: voice profiles are counts from a closed list; "
                "opinions, health and religion are not in it. Leave has no reason."
            ),
            _(
                "Nothing from networks is read, and readers of posts leave no cookie, "
                "address or profile."
            ),
            _("Others see groups of %(minimum)s people and more, frozen by the week, or nothing.")
            % {"minimum": facts.minimum},
            _(
                "No decision with legal or like effects is automated: prompts are mail or "
                "silence; rewards are approved by people; held points are decided by a "
                "person after hearing."
            ),
            _(
                "Everything has a period after which it goes; erasing works at once and "
                "again after a restored backup."
            ),
        ],
    )


def _risks(facts: Facts) -> Table:
    heads = [_("Risk"), _("Before"), _("Measures"), _("After")]
    return Table(heads=heads, rows=[*_risks_at_work(facts), *_risks_of_data(facts)])


def _risks_at_work(facts: Facts) -> list[list[str]]:
    return [
        [
            _("Colleagues feel pressed to join or to share"),
            _("high"),
            _(
                "Opt-in, nobody shown as absent, equal choices, skipping is never punished,"
                " one prompt a week at most, a stop button"
            ),
            _("low"),
        ],
        [
            _("A manager learns what one person did"),
            _("high"),
            _(
                "No page, export or interface with one person's figures; groups of "
                "%(minimum)s and more that are never regrouped; attacks on them are part of"
                " the tests"
            )
            % {"minimum": facts.minimum},
            _("low"),
        ],
        [
            _("Figures are used in appraisals"),
            _("high"),
            _(
                "No export for personnel files, team averages from five people up, an "
                "agreement with the works council [refer to it]"
            ),
            _("middle"),
        ],
        [
            _("Games and rewards crowd out the will, or shame"),
            _("middle"),
            _(
                "No bottom, aliases, opt-out at once, no pay per share, each part can be "
                "switched off for all"
            ),
            _("low"),
        ],
    ]


def _risks_of_data(facts: Facts) -> list[list[str]]:
    return [
        [
            _("Somebody reads a mail that was forwarded"),
            _("middle"),
            _(
                "The link shows stories and nothing about its person until a code confirms "
                "the browser; it changes nothing by being opened"
            ),
            _("low"),
        ],
        [
            _("The database is stolen"),
            _("high"),
            _(
                "No passwords; tokens, addresses and codes sealed with a key outside the "
                "database; row security by organisation; little is kept"
            ),
            _("low"),
        ],
        [
            _("A language model gets or invents personal data"),
            _("middle") if facts.language_model else _("low"),
            _(
                "Off until switched on; it gets a story and counts, never posts or names; "
                "what it writes is held against the story's facts"
            ),
            _("low"),
        ],
        [
            _("An employee is held liable for hidden advertising"),
            _("middle"),
            _(
                "The relation to the employer stands in each post, by country and language;"
                " posts that can earn a reward say so"
            ),
            _("low"),
        ],
    ]


def _views() -> Section:
    return Section(
        _("Views of the people concerned"),
        points=[
            _("The works council's view: [date and outcome]"),
            _("To be looked at again: yearly, and when a setting named here changes"),
        ],
    )
