"""The badges that members hold."""

import django.db.models.deletion
from django.db import migrations, models

import zetje.lib.tenancy


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0002_league_and_newsletter"),
        ("recognition", "0005_newsletter"),
    ]

    operations = [
        migrations.CreateModel(
            name="MemberBadge",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.TextField()),
                ("earned_at", models.DateTimeField()),
                ("revoked_at", models.DateTimeField(null=True)),
                ("address", models.TextField(blank=True, default="")),
                ("shown_at", models.DateTimeField(null=True)),
                (
                    "member",
                    models.ForeignKey(
                        db_index=False,
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
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organisation", "member", "kind"), name="badge_held_once"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("address", ""), _negated=True),
                        fields=("organisation", "address"),
                        name="badge_address_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "first_share",
                                    "own_words",
                                    "conversation",
                                    "rain_or_shine",
                                    "good_neighbour",
                                    "by_itself",
                                    "years_rhythm",
                                    "back_again",
                                ],
                            )
                        ),
                        name="badge_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("address", ""), ("shown_at__isnull", True)),
                            models.Q(
                                models.Q(("address", ""), _negated=True),
                                ("revoked_at__isnull", True),
                                ("shown_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="badge_shown_at_an_address",
                    ),
                ],
            },
        ),
        zetje.lib.tenancy.RowSecurity("recognition_memberbadge"),
    ]
