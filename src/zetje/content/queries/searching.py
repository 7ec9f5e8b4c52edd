"""Searches stories and pictures by their words, in Dutch and English, accents or not."""

from __future__ import annotations

from typing import Final

from django.db import connection
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

from zetje.content.models import Picture, Story
from zetje.content.rules.searching import as_query, asked_words

MOST_FOUND: Final = 200
# The stems of both languages; the title's own letters too, for a part of a long Dutch word.
_FOUND: Final = """
    WITH asked AS MATERIALIZED (
        SELECT to_tsquery('pg_catalog.dutch'::regconfig, %(query)s)
            || to_tsquery('pg_catalog.english'::regconfig, %(query)s) AS words
    ),
    said AS (
        SELECT variant.story_id, max(ts_rank(variant.words, asked.words)) AS rank
        FROM content_variant variant, asked
        WHERE variant.organisation_id = %(organisation)s AND variant.words @@ asked.words
        GROUP BY variant.story_id
    )
    SELECT story.id FROM asked, content_story story LEFT JOIN said ON said.story_id = story.id
    WHERE story.organisation_id = %(organisation)s AND (
        story.words @@ asked.words OR said.story_id IS NOT NULL
        OR strpos(content_folded(story.title), %(whole)s) > 0
    )
    ORDER BY ts_rank(story.words, asked.words) + coalesce(said.rank, 0) DESC, story.id DESC
    LIMIT %(most)s
"""


def found_story_ids(organisation_id: int, text: str) -> list[int] | None:
    """The stories that hold every word somebody typed, the best first; None when no word was.

    A word is found by its stem in either language and by its beginning: "fiets" finds "fietsen" and
    "fietsenmaker". Title, topic, summary and wordings are searched, in whatever state a story is.
    """
    words = asked_words(text)
    if not words:
        return None
    with connection.cursor() as cursor:
        cursor.execute(
            _FOUND,
            {
                "query": as_query(words),
                "whole": " ".join(words),
                "organisation": organisation_id,
                "most": MOST_FOUND,
            },
        )
        return [row[0] for row in cursor.fetchall()]


def stories_found(organisation_id: int, text: str) -> list[Story]:
    """The stories that are found, the best first, with their wordings and teams; at most 200."""
    ids = found_story_ids(organisation_id, text) or []
    rows = Story.objects.of(organisation_id).filter(pk__in=ids)
    by_id = {story.pk: story for story in rows.prefetch_related("variants", "audience__team")}
    return [by_id[pk] for pk in ids if pk in by_id]


def pictures_found(organisation_id: int, text: str) -> QuerySet[Picture]:
    """The pictures of the library whose description or credit holds every word that was typed.

    Newest first, without their bytes; all of them when no word was typed.
    """
    rows = Picture.objects.filter(organisation_id=organisation_id).defer("content")
    words = asked_words(text)
    if words:
        query = as_query(words)
        matching = RawSQL(
            "SELECT id FROM content_picture WHERE organisation_id = %s AND "
            "content_words(description || ' ' || credit) @@ "
            "(to_tsquery('pg_catalog.dutch'::regconfig, %s)"
            " || to_tsquery('pg_catalog.english'::regconfig, %s))",
            [organisation_id, query, query],
        )
        rows = rows.filter(pk__in=matching)
    return rows.order_by("-pk")
