"""Review in steps, campaigns, pins, the archive, and stories for a phase or a topic alone."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

import zetje.lib.tenancy
import zetje.lib.tokens


class Migration(migrations.Migration):
    dependencies = [
        ("content", "0002_tips"),
        ("people", "0001_tables"),
    ]

    operations = [
        migrations.CreateModel(
            name="Campaign",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("token", models.TextField(default=zetje.lib.tokens.random_token)),
                ("name", models.TextField()),
                ("starts_on", models.DateField(null=True)),
                ("ends_on", models.DateField(null=True)),
                ("created_at", models.DateTimeField()),
                ("closed_at", models.DateTimeField(null=True)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ReviewSetting",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("steps", models.PositiveSmallIntegerField()),
                ("set_at", models.DateTimeField()),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.RemoveConstraint(
            model_name="storyevent",
            name="story_event_kind_known",
        ),
        migrations.AddField(
            model_name="story",
            name="archived_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="story",
            name="is_for_topic_only",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="story",
            name="phases",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.TextField(), blank=True, default=list, size=None
            ),
        ),
        migrations.AddField(
            model_name="story",
            name="pinned_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="story",
            name="submitted_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AlterField(
            model_name="storyevent",
            name="kind",
            field=models.TextField(
                choices=[
                    ("drafted", "Drafted"),
                    ("edited", "Edited"),
                    ("filed", "Filed"),
                    ("submitted", "Submitted"),
                    ("commented", "Commented"),
                    ("approved", "Approved"),
                    ("sent_back", "Sent Back"),
                    ("published", "Published"),
                    ("corrected", "Corrected"),
                    ("withdrawn", "Withdrawn"),
                    ("pinned", "Pinned"),
                    ("unpinned", "Unpinned"),
                    ("archived", "Archived"),
                    ("brought_back", "Brought Back"),
                ]
            ),
        ),
        migrations.AddConstraint(
            model_name="storyevent",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "kind__in",
                        [
                            "drafted",
                            "edited",
                            "filed",
                            "submitted",
                            "commented",
                            "approved",
                            "sent_back",
                            "published",
                            "corrected",
                            "withdrawn",
                            "pinned",
                            "unpinned",
                            "archived",
                            "brought_back",
                        ],
                    )
                ),
                name="story_event_kind_known",
            ),
        ),
        migrations.AddField(
            model_name="campaign",
            name="created_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="people.member",
            ),
        ),
        migrations.AddField(
            model_name="campaign",
            name="organisation",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="people.organisation",
            ),
        ),
        migrations.AddField(
            model_name="story",
            name="campaign",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="stories",
                to="content.campaign",
            ),
        ),
        migrations.AddConstraint(
            model_name="story",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("archived_at__isnull", True), ("published_at__isnull", False), _connector="OR"
                ),
                name="story_live_before_archived",
            ),
        ),
        migrations.AddConstraint(
            model_name="story",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("submitted_at__isnull", True), ("published_at__isnull", True), _connector="OR"
                ),
                name="story_reviewed_before_live",
            ),
        ),
        migrations.AddConstraint(
            model_name="story",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "phases__contained_by",
                        ["information", "application", "confirmation", "consolidation"],
                    )
                ),
                name="story_phases_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="story",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("is_for_topic_only", False),
                    models.Q(("topic", ""), _negated=True),
                    _connector="OR",
                ),
                name="story_for_topic_has_topic",
            ),
        ),
        migrations.AddField(
            model_name="reviewsetting",
            name="organisation",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="people.organisation",
            ),
        ),
        migrations.AddField(
            model_name="reviewsetting",
            name="set_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="people.member",
            ),
        ),
        migrations.AddConstraint(
            model_name="campaign",
            constraint=models.UniqueConstraint(
                fields=("organisation", "token"), name="campaign_token_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="campaign",
            constraint=models.UniqueConstraint(
                condition=models.Q(("closed_at__isnull", True)),
                fields=("organisation", "name"),
                name="campaign_name_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="campaign",
            constraint=models.CheckConstraint(
                condition=models.Q(("name", ""), _negated=True), name="campaign_has_name"
            ),
        ),
        migrations.AddConstraint(
            model_name="campaign",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("starts_on__isnull", True),
                    ("ends_on__isnull", True),
                    ("ends_on__gte", models.F("starts_on")),
                    _connector="OR",
                ),
                name="campaign_ends_after_start",
            ),
        ),
        migrations.AddConstraint(
            model_name="reviewsetting",
            constraint=models.UniqueConstraint(
                fields=("organisation", "set_at", "id"), name="review_setting_in_order"
            ),
        ),
        migrations.AddConstraint(
            model_name="reviewsetting",
            constraint=models.CheckConstraint(
                condition=models.Q(("steps__in", [1, 2])), name="review_in_one_or_two_steps"
            ),
        ),
        zetje.lib.tenancy.RowSecurity("content_campaign", "content_reviewsetting"),
    ]
