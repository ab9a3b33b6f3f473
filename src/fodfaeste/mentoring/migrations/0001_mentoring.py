"""Partners with what they can give and what is agreed, mentors, and mentor support in cases."""

import uuid

import django.db.models.deletion
import django.db.models.manager
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0006_organisation_log"),
        ("cases", "0018_passing_on"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Mentor",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("is_volunteer", models.BooleanField(default=True)),
                ("details", models.TextField()),
                ("confidential_on", models.DateField(null=True)),
                ("stopped_on", models.DateField(null=True)),
                ("erased_at", models.DateTimeField(null=True)),
                ("added_at", models.DateTimeField()),
                (
                    "added_by",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.organisation",
                    ),
                ),
            ],
            options={
                "ordering": ("added_at", "pk"),
                "default_manager_name": "unrestricted",
            },
            managers=[
                ("unrestricted", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="MentorSupport",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("is_paid", models.BooleanField()),
                ("basis", models.CharField(blank=True, max_length=40)),
                ("since", models.DateField()),
                ("until", models.DateField(null=True)),
                ("ended_on", models.DateField(null=True)),
                ("hours", models.DecimalField(decimal_places=1, max_digits=6, null=True)),
                (
                    "hours_per",
                    models.CharField(
                        blank=True, choices=[("week", "a week"), ("all", "in all")], max_length=4
                    ),
                ),
                ("agreed_on", models.DateField(null=True)),
                ("made_at", models.DateTimeField()),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="mentor_supports",
                        to="cases.case",
                    ),
                ),
                (
                    "ended",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="cases.logentry",
                    ),
                ),
                (
                    "entry",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="cases.logentry",
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "mentor",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="supports",
                        to="mentoring.mentor",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ("since", "made_at", "pk"),
                "default_manager_name": "unrestricted",
            },
            managers=[
                ("unrestricted", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="MentorContact",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "entry",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="cases.logentry",
                    ),
                ),
                (
                    "support",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="contacts",
                        to="mentoring.mentorsupport",
                    ),
                ),
            ],
            options={
                "ordering": ("pk",),
                "default_manager_name": "unrestricted",
            },
            managers=[
                ("unrestricted", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="Partner",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("name", models.TextField()),
                ("sort_key", models.TextField()),
                ("search_key", models.TextField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("association", "association or sports club"),
                            ("psychiatry", "psychiatry"),
                            ("health", "doctor or other health service"),
                            ("housing", "housing support"),
                            ("addiction", "treatment of substance use"),
                            ("debt", "debt counselling"),
                            ("union", "union or unemployment fund"),
                            ("education", "school or course provider"),
                            ("municipal", "another part of the municipality"),
                            ("company", "company"),
                            ("other", "another partner"),
                        ],
                        max_length=12,
                    ),
                ),
                ("place", models.TextField(blank=True)),
                ("cvr", models.CharField(blank=True, max_length=8)),
                ("contact", models.TextField(null=True)),
                ("is_active", models.BooleanField(default=True)),
                ("added_at", models.DateTimeField()),
                (
                    "added_by",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.organisation",
                    ),
                ),
            ],
            options={
                "ordering": ("sort_key", "pk"),
                "default_manager_name": "unrestricted",
            },
            managers=[
                ("unrestricted", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="PartnerAgreement",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("about", models.TextField()),
                ("since", models.DateField()),
                ("until", models.DateField(null=True)),
                ("signed_on", models.DateField(null=True)),
                ("signed", models.TextField(null=True)),
                ("recorded_at", models.DateTimeField()),
                (
                    "partner",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="agreements",
                        to="mentoring.partner",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "responsible",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ("partner", "-number"),
                "default_manager_name": "unrestricted",
            },
            managers=[
                ("unrestricted", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="PartnerHelp",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("what", models.TextField()),
                ("for_whom", models.TextField(blank=True)),
                ("track", models.CharField(blank=True, max_length=40)),
                ("place", models.TextField(blank=True)),
                ("is_active", models.BooleanField(default=True)),
                (
                    "partner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="helps",
                        to="mentoring.partner",
                    ),
                ),
            ],
            options={
                "ordering": ("what", "pk"),
                "default_manager_name": "unrestricted",
            },
            managers=[
                ("unrestricted", django.db.models.manager.Manager()),
            ],
        ),
        migrations.AddConstraint(
            model_name="mentorsupport",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("mentor", None), ("user__isnull", False)),
                    models.Q(("mentor__isnull", False), ("user", None)),
                    _connector="OR",
                ),
                name="one_mentor",
            ),
        ),
        migrations.AddIndex(
            model_name="partner",
            index=models.Index(fields=["organisation", "sort_key", "id"], name="partners_named"),
        ),
        migrations.AddConstraint(
            model_name="partneragreement",
            constraint=models.UniqueConstraint(
                fields=("partner", "number"), name="partner_agreement_once"
            ),
        ),
    ]
