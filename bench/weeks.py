"""Twenty weeks of a programme beside its record: digests, choices, shares, prompts and phases.

They come in by one statement each table. Chance is made of the hash of a row, so that a share and
what becomes of it need no table in between.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

WEEKS: Final = 20
# Teams differ in how often a look leads to a text, and in how often a text is posted.
_HAPPENS: Final = (
    """CREATE TEMPORARY TABLE given AS
       SELECT m.id AS member, m.person_key, m.team_id, w, monday + interval '33 hours' AS at,
           row_number() OVER () AS n
       FROM people_member m CROSS JOIN LATERAL (
           SELECT w, %(monday)s::timestamptz - w * interval '1 week' AS monday
           FROM generate_series(1, %(weeks)s) w) week
       WHERE m.organisation_id = %(o)s""",
    """INSERT INTO prompting_digest (organisation_id, member_id, iso_year, iso_week, token,
           planned_at, send_at, useful_until, settled_at)
       SELECT %(o)s, member, extract(isoyear FROM at), extract(week FROM at), gen_random_uuid(),
           at, at, at + interval '6 days', at + interval '6 days' FROM given""",
    """CREATE TEMPORARY TABLE told AS
       SELECT d.id AS digest, g.member, g.person_key, g.team_id, g.at, place,
           stories[1 + (3 * g.w + place + g.member) %% array_length(stories, 1)] AS story,
           abs(hashtextextended(d.id || ' ' || place, 7)) %% 1000 AS chance,
           abs(hashtextextended(d.id || ' ' || place, 8)) %% 1000 AS second
       FROM prompting_digest d JOIN given g ON g.member = d.member_id AND g.at = d.send_at
       CROSS JOIN generate_series(1, 3) place
       CROSS JOIN (SELECT array_agg(id ORDER BY id) AS stories FROM content_story) story
       WHERE d.organisation_id = %(o)s""",
    """INSERT INTO prompting_digeststory (organisation_id, digest_id, story_id, position, reason)
       SELECT %(o)s, digest, story, place, 'fits' FROM told""",
    """INSERT INTO sharing_share (organisation_id, member_id, story_id, token, network, text,
           own_words, wording, started_at, confirmed_at)
       SELECT %(o)s, member, story, gen_random_uuid(),
           CASE second %% 3 WHEN 0 THEN 'bluesky' ELSE 'linkedin' END, '', second %% 4 = 0, 0,
           at + interval '3 hours',
           CASE WHEN second < 600 + 50 * (team_id %% 7) THEN at + interval '195 minutes' END
       FROM told WHERE chance < 60 + 20 * (team_id %% 5)
       ON CONFLICT DO NOTHING""",
    """INSERT INTO sharing_choice (organisation_id, member_id, story_id, token, kind, network,
           reason, chosen_at)
       SELECT %(o)s, member, story, gen_random_uuid(),
           CASE WHEN chance < 60 + 20 * (team_id %% 5) THEN 'copy' ELSE 'skip' END, '', '',
           at + interval '3 hours'
       FROM told WHERE chance < 300
       ON CONFLICT DO NOTHING""",
    """INSERT INTO prompting_decision (organisation_id, member_id, person, token, iso_year,
           iso_week, decided_at, slot_at, outcome_until, reason, eligible, send_chance,
           message_chances, action, arm, wording, channel, phase, dose, baseline, advantage,
           send_policy, message_policy, seed)
       SELECT %(o)s, member, member, gen_random_uuid(), extract(isoyear FROM at),
           extract(week FROM at), at, at + interval '1 day', at + interval '5 days', 0, 3, 0.5,
           '{0.5,0.5}', drawn, coalesce((%(kinds)s::text[])[drawn], ''), '',
           CASE WHEN drawn > 0 THEN 'mail' ELSE '' END, 1, 0, '{0}', '{0}', 'even', 'even', n
       FROM (SELECT *, (n / 2 %% 2 + 1) * (n %% 2) AS drawn FROM given) drawn WHERE w > 1""",
    """INSERT INTO prompting_decisionoutcome (organisation_id, decision_id, shared, was_sent, price,
           learned_at, version)
       SELECT %(o)s, id, abs(hashtextextended(id::text, 9)) %% 100 < 5 + 4 * action, action > 0, 0,
           outcome_until, 1
       FROM prompting_decision WHERE organisation_id = %(o)s""",
    """INSERT INTO record_event (organisation_id, kind, person_key, subject, at, source, details)
       SELECT %(o)s, 'phase.changed', person_key, 'member:' || member, at, 'seen',
           jsonb_build_object('before', least(3, 1 + (20 - w) / 6),
               'after', least(4, 2 + (20 - w) / 6))
       FROM given WHERE w %% 6 = 2 AND abs(hashtextextended(n::text, 9)) %% 3 = 0 ORDER BY at""",
)


def happen(*, organisation_id: int, monday: datetime) -> None:
    """Let the weeks before a Monday happen to everybody; the tenant must be open.

    Args:
        organisation_id: whose.
        monday: the first one that is not over, in its first hour.
    """
    from django.db import connection

    from zetje.prompting.rules.arms import FAMILIES

    given: dict[str, Any] = {
        "o": organisation_id,
        "monday": monday,
        "weeks": WEEKS,
        "kinds": [family.key for family in FAMILIES],
    }
    with connection.cursor() as cursor:
        for statement in _HAPPENS:
            cursor.execute(statement, given)
