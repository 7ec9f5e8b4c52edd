"""The tables of messages on their way, each organisation's apart, and what is asked before."""

import django.db.models.deletion
from django.db import migrations, models

import zetje.lib.tenancy
import zetje.lib.tokens

# Where something is due, asked before there is a tenant: it tells numbers of organisations, no rows.
DUE = """
CREATE FUNCTION delivery_due(at timestamptz)
RETURNS TABLE (organisation_id bigint, urgency smallint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT o.id, u.urgency
    FROM people_organisation o CROSS JOIN (VALUES (0::smallint), (1::smallint)) u (urgency)
    WHERE EXISTS (
        SELECT FROM delivery_message m
        WHERE m.organisation_id = o.id AND m.urgency = u.urgency AND m.state = 'planned'
        AND m.not_before <= at AND (m.leased_until IS NULL OR m.leased_until <= at))
    AND (u.urgency = 0 OR NOT (
        EXISTS (SELECT FROM people_sendingstop s
            WHERE s.organisation_id = o.id AND s.resumed_at IS NULL)
        OR EXISTS (SELECT FROM delivery_hold h
            WHERE h.organisation_id = o.id AND h.released_at IS NULL)))
    ORDER BY u.urgency, random()
$$
"""
HELD_BY = """
CREATE FUNCTION delivery_held_by() RETURNS TABLE (organisation_id bigint, sender bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT DISTINCT m.organisation_id, m.sender FROM delivery_message m
    WHERE m.state IN ('planned', 'intent') AND m.sender IS NOT NULL
$$
"""
# Names this very database: a restored dump has other numbers, a recovered copy another timeline.
CLUSTER = """
CREATE FUNCTION delivery_cluster() RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT concat_ws(':',
        (SELECT system_identifier FROM pg_control_system()),
        (SELECT timeline_id FROM pg_control_checkpoint()),
        (SELECT oid FROM pg_database WHERE datname = current_database()),
        'delivery_message'::regclass::oid)
$$
"""


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("people", "0001_tables"),
    ]

    operations = [
        migrations.CreateModel(
            name="Message",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("token", models.TextField(default=zetje.lib.tokens.random_token)),
                ("channel", models.TextField(default="mail")),
                ("kind", models.TextField()),
                ("family", models.TextField()),
                ("urgency", models.PositiveSmallIntegerField(default=1)),
                ("subject_id", models.BigIntegerField(null=True)),
                ("dedupe_key", models.TextField()),
                ("address", models.TextField(blank=True, default="")),
                ("queued_at", models.DateTimeField()),
                ("not_before", models.DateTimeField()),
                ("useful_until", models.DateTimeField(null=True)),
                ("state", models.TextField(default="planned")),
                ("reason", models.TextField(blank=True, default="")),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("renders", models.PositiveSmallIntegerField(default=0)),
                ("message_id", models.TextField(blank=True, default="")),
                ("sender", models.BigIntegerField(null=True)),
                ("leased_until", models.DateTimeField(null=True)),
                ("cap_week", models.TextField(blank=True, default="")),
                ("changed_at", models.DateTimeField()),
                (
                    "member",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="people.member",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="people.organisation",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "planned")),
                        fields=["organisation", "urgency", "not_before", "id"],
                        name="message_due",
                    ),
                    models.Index(
                        condition=models.Q(("state__in", ["intent", "unknown", "failed"])),
                        fields=["organisation", "state", "id"],
                        name="message_open",
                    ),
                    models.Index(fields=["organisation", "member"], name="message_of_member"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organisation", "dedupe_key"), name="message_once"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("state__in", ("intent", "sent", "unknown")),
                            models.Q(("cap_week", ""), _negated=True),
                        ),
                        fields=("organisation", "member", "family", "cap_week"),
                        name="one_of_a_family_a_week",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                (
                                    "planned",
                                    "intent",
                                    "sent",
                                    "failed",
                                    "unknown",
                                    "dropped",
                                    "suppressed",
                                ),
                            )
                        ),
                        name="message_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "family__in",
                                ("digest", "prompt", "notice", "answer", "wish", "uncapped"),
                            )
                        ),
                        name="message_family_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ("intent", "sent", "unknown")), _negated=True),
                            models.Q(
                                models.Q(("message_id", ""), _negated=True),
                                ("sender__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="message_id_before_intent",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["planned", "intent"]), _negated=True),
                            ("member__isnull", False),
                            models.Q(("address", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="message_to_somebody",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SendingPlace",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("cluster", models.TextField()),
                ("beat_at", models.DateTimeField()),
                ("trouble", models.TextField(blank=True, default="")),
                ("trouble_at", models.DateTimeField(null=True)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("id", 1)), name="one_sending_place")
                ],
            },
        ),
        migrations.CreateModel(
            name="Suppression",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("digest", models.BinaryField()),
                ("sealed_address", models.BinaryField()),
                ("reason", models.TextField(blank=True, default="")),
                ("suppressed_at", models.DateTimeField()),
                ("lifted_at", models.DateTimeField(null=True)),
                (
                    "lifted_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="people.member",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="people.organisation",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organisation", "id"), name="suppression_of_tenant"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("lifted_at__isnull", True)),
                        fields=("organisation", "digest"),
                        name="suppressed_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Unsubscription",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.TextField()),
                ("unsubscribed_at", models.DateTimeField()),
                ("via", models.TextField()),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="people.member",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="people.organisation",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organisation", "id"), name="unsubscription_of_tenant"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at__isnull", True)),
                        fields=("organisation", "member", "kind"),
                        name="unsubscribed_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Hold",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("held_at", models.DateTimeField()),
                ("reason", models.TextField()),
                ("released_at", models.DateTimeField(null=True)),
                (
                    "organisation",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="people.organisation",
                    ),
                ),
                (
                    "released_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="people.member",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("organisation", "id"), name="hold_of_tenant"),
                    models.UniqueConstraint(
                        condition=models.Q(("released_at__isnull", True)),
                        fields=("organisation",),
                        name="one_hold_at_a_time",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Receipt",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("state", models.TextField()),
                ("at", models.DateTimeField()),
                ("sender", models.BigIntegerField(null=True)),
                ("reason", models.TextField(blank=True, default="")),
                (
                    "by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="people.member",
                    ),
                ),
                (
                    "message",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="receipts",
                        to="delivery.message",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="people.organisation",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("organisation", "id"), name="receipt_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                (
                                    "planned",
                                    "intent",
                                    "sent",
                                    "failed",
                                    "unknown",
                                    "dropped",
                                    "suppressed",
                                ),
                            )
                        ),
                        name="receipt_state_known",
                    ),
                ],
            },
        ),
        zetje.lib.tenancy.RowSecurity(
            "delivery_hold",
            "delivery_message",
            "delivery_receipt",
            "delivery_suppression",
            "delivery_unsubscription",
        ),
        migrations.RunSQL(DUE, "DROP FUNCTION delivery_due(timestamptz)"),
        migrations.RunSQL(HELD_BY, "DROP FUNCTION delivery_held_by()"),
        migrations.RunSQL(CLUSTER, "DROP FUNCTION delivery_cluster()"),
    ]
