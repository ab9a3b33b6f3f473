import uuid

import django.db.models.deletion
import django.db.models.manager
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0006_organisation_log"),
        ("cases", "0013_plans"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Companion",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("guardian", "guardian"),
                            ("party_representative", "party representative"),
                            ("interpreter", "interpreter"),
                        ],
                        max_length=20,
                    ),
                ),
                ("details", models.TextField()),
                ("letters", models.BooleanField(default=False)),
                ("since", models.DateField()),
                ("last_on", models.DateField(null=True)),
                ("recorded_at", models.DateTimeField()),
            ],
            options={
                "ordering": ("since", "recorded_at", "id"),
                "default_manager_name": "unrestricted",
            },
            managers=[
                ("unrestricted", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="Cover",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("first_on", models.DateField()),
                ("last_on", models.DateField()),
                ("arranged_at", models.DateTimeField()),
                ("ended_on", models.DateField(null=True)),
            ],
            options={
                "ordering": ("first_on", "arranged_at", "id"),
            },
        ),
        migrations.AddField(
            model_name="case",
            name="intake",
            field=models.CharField(
                default="", help_text="derived: what was decided on the referral", max_length=20
            ),
        ),
        migrations.AlterField(
            model_name="logtext",
            name="kind",
            field=models.CharField(
                choices=[
                    ("ordinary", "ordinary"),
                    ("health", "health"),
                    ("social", "social matters"),
                    ("belief", "the worker’s belief in the citizen"),
                    ("answer", "the answer to a referral"),
                ],
                default="ordinary",
                max_length=10,
            ),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                condition=models.Q(
                    ("closed_on__isnull", True), ("intake__in", ("", "waiting_list"))
                ),
                fields=["organisation", "opened_at"],
                name="case_inbox",
            ),
        ),
        migrations.AddField(
            model_name="companion",
            name="case",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="companions",
                to="cases.case",
            ),
        ),
        migrations.AddField(
            model_name="companion",
            name="citizen",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="companions",
                to="cases.citizen",
            ),
        ),
        migrations.AddField(
            model_name="companion",
            name="recorded_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="cover",
            name="absent",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="cover",
            name="arranged_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="cover",
            name="cover",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddConstraint(
            model_name="cover",
            constraint=models.CheckConstraint(
                condition=models.Q(("absent", models.F("cover")), _negated=True),
                name="cover_is_another",
            ),
        ),
        migrations.AddConstraint(
            model_name="cover",
            constraint=models.CheckConstraint(
                condition=models.Q(("last_on__gte", models.F("first_on"))), name="cover_has_days"
            ),
        ),
    ]
