"""The channels beside mail: what an organisation fills in, whom they reach, how they do."""

import django.db.models.deletion
from django.db import migrations, models

import zetje.lib.tenancy

# As `delivery_due`, told apart by channel and without those whose other side is in trouble. The
# names of channels that have messages are found by steps through the index, not by reading it all.
DUE_BY_CHANNEL = """
CREATE FUNCTION delivery_due_by_channel(at timestamptz)
RETURNS TABLE (organisation_id bigint, urgency smallint, channel text, troubles integer)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT o.id, u.urgency, c.name, coalesce(k.troubles, 0)
    FROM people_organisation o CROSS JOIN (VALUES (0::smallint), (1::smallint)) u (urgency)
    CROSS JOIN LATERAL (
        WITH RECURSIVE names (name) AS (
            (SELECT m.channel FROM delivery_message m
                WHERE m.organisation_id = o.id AND m.urgency = u.urgency AND m.state = 'planned'
                ORDER BY m.channel LIMIT 1)
            UNION ALL
            SELECT (SELECT m.channel FROM delivery_message m
                WHERE m.organisation_id = o.id AND m.urgency = u.urgency AND m.state = 'planned'
                AND m.channel > n.name ORDER BY m.channel LIMIT 1)
            FROM names n WHERE n.name IS NOT NULL)
        SELECT name FROM names WHERE name IS NOT NULL) c
    LEFT JOIN delivery_channelcircuit k ON k.organisation_id = o.id AND k.channel = c.name
    WHERE (k.open_until IS NULL OR k.open_until <= at)
    AND EXISTS (
        SELECT FROM delivery_message m
        WHERE m.organisation_id = o.id AND m.urgency = u.urgency AND m.channel = c.name
        AND m.state = 'planned' AND m.not_before <= at
        AND (m.leased_until IS NULL OR m.leased_until <= at))
    AND (u.urgency = 0 OR NOT (
        EXISTS (SELECT FROM people_sendingstop s
            WHERE s.organisation_id = o.id AND s.resumed_at IS NULL)
        OR EXISTS (SELECT FROM delivery_hold h
            WHERE h.organisation_id = o.id AND h.released_at IS NULL)))
    ORDER BY u.urgency, random()
$$
"""


class Migration(migrations.Migration):
    dependencies = [
        ("delivery", "0001_tables"),
        ("people", "0001_tables"),
    ]

    operations = [
        migrations.CreateModel(
            name="ChannelCircuit",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("channel", models.TextField()),
                ("troubles", models.PositiveIntegerField(default=0)),
                ("reason", models.TextField(blank=True, default="")),
                ("since", models.DateTimeField()),
                ("open_until", models.DateTimeField()),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ChannelLink",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("channel", models.TextField()),
                ("sealed_address", models.BinaryField()),
                ("digest", models.BinaryField(default=b"")),
                ("place", models.PositiveSmallIntegerField(default=0)),
                ("linked_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                ("end_reason", models.TextField(blank=True, default="")),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ChannelSetup",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("channel", models.TextField()),
                ("sealed_settings", models.BinaryField()),
                ("set_up_at", models.DateTimeField()),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="LinkCode",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("channel", models.TextField()),
                ("digest", models.BinaryField()),
                ("expires_at", models.DateTimeField()),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.RemoveIndex(
            model_name="message",
            name="message_due",
        ),
        migrations.AddIndex(
            model_name="message",
            index=models.Index(
                condition=models.Q(("state", "planned")),
                fields=["organisation", "urgency", "channel", "not_before", "id"],
                name="message_due_by_channel",
            ),
        ),
        migrations.AddField(
            model_name="channelcircuit",
            name="organisation",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="people.organisation",
            ),
        ),
        migrations.AddField(
            model_name="channellink",
            name="member",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="people.member",
            ),
        ),
        migrations.AddField(
            model_name="channellink",
            name="organisation",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="people.organisation",
            ),
        ),
        migrations.AddField(
            model_name="channelsetup",
            name="organisation",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="people.organisation",
            ),
        ),
        migrations.AddField(
            model_name="channelsetup",
            name="set_up_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="people.member",
            ),
        ),
        migrations.AddField(
            model_name="linkcode",
            name="member",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="people.member",
            ),
        ),
        migrations.AddField(
            model_name="linkcode",
            name="organisation",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="people.organisation",
            ),
        ),
        migrations.AddConstraint(
            model_name="channelcircuit",
            constraint=models.UniqueConstraint(
                fields=("organisation", "channel"), name="one_circuit"
            ),
        ),
        migrations.AddConstraint(
            model_name="channellink",
            constraint=models.UniqueConstraint(
                fields=("organisation", "id"), name="channel_link_of_tenant"
            ),
        ),
        migrations.AddConstraint(
            model_name="channellink",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_at__isnull", True)),
                fields=("organisation", "member", "channel"),
                name="linked_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="channellink",
            constraint=models.UniqueConstraint(
                condition=models.Q(
                    ("ended_at__isnull", True), models.Q(("digest", b""), _negated=True)
                ),
                fields=("organisation", "channel", "digest"),
                name="account_of_one_member",
            ),
        ),
        migrations.AddConstraint(
            model_name="channelsetup",
            constraint=models.UniqueConstraint(
                fields=("organisation", "channel"), name="channel_set_up_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="linkcode",
            constraint=models.UniqueConstraint(
                fields=("organisation", "channel", "digest"), name="code_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="linkcode",
            constraint=models.UniqueConstraint(
                fields=("organisation", "member", "channel"), name="one_code_at_a_time"
            ),
        ),
        zetje.lib.tenancy.RowSecurity(
            "delivery_channelcircuit",
            "delivery_channellink",
            "delivery_channelsetup",
            "delivery_linkcode",
        ),
        # `delivery_due` stays: senders of the version before still ask it.
        migrations.RunSQL(DUE_BY_CHANNEL, "DROP FUNCTION delivery_due_by_channel(timestamptz)"),
    ]
