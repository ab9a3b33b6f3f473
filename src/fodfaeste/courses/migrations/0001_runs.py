"""Runs of courses: sessions, staff, participants, attendance, and times for interviews."""

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
            name="Run",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("programme", models.CharField(max_length=80)),
                ("version", models.DateField()),
                ("course", models.CharField(max_length=80)),
                ("first_on", models.DateField()),
                ("room", models.TextField(blank=True)),
                ("capacity", models.PositiveIntegerField(null=True)),
                ("made_at", models.DateTimeField()),
                (
                    "made_by",
                    models.ForeignKey(
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
                "ordering": ("first_on", "pk"),
                "default_manager_name": "unrestricted",
            },
            managers=[
                ("unrestricted", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="Participant",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("enrolled", "has a place"),
                            ("waiting", "on the waiting list"),
                            ("offered", "is offered a place"),
                            ("withdrawn", "withdrawn"),
                            ("declined", "said no to the place"),
                        ],
                        max_length=10,
                    ),
                ),
                ("listed_at", models.DateTimeField()),
                ("answer_by", models.DateField(null=True)),
                ("relatives", models.TextField(null=True)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="cases.case",
                    ),
                ),
                (
                    "changed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "run",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="participants",
                        to="courses.run",
                    ),
                ),
            ],
            options={
                "ordering": ("listed_at", "pk"),
                "default_manager_name": "unrestricted",
            },
            managers=[
                ("unrestricted", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="InterviewTime",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("begins_at", models.DateTimeField()),
                ("minutes", models.PositiveIntegerField()),
                (
                    "appointment",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="cases.appointment",
                    ),
                ),
                (
                    "run",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="times",
                        to="courses.run",
                    ),
                ),
            ],
            options={
                "ordering": ("begins_at", "pk"),
                "default_manager_name": "unrestricted",
            },
            managers=[
                ("unrestricted", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="RunStaff",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("role", models.CharField(max_length=80)),
                (
                    "run",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="staff",
                        to="courses.run",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
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
            name="Session",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("begins_at", models.DateTimeField()),
                ("ends_at", models.DateTimeField()),
                ("earlier", models.JSONField(default=list)),
                ("is_cancelled", models.BooleanField(default=False)),
                (
                    "run",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sessions",
                        to="courses.run",
                    ),
                ),
            ],
            options={
                "ordering": ("begins_at", "pk"),
                "default_manager_name": "unrestricted",
            },
            managers=[
                ("unrestricted", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="Notice",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("made_at", models.DateTimeField()),
                ("told_at", models.DateTimeField(null=True)),
                (
                    "told_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "participant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="notices",
                        to="courses.participant",
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="notices",
                        to="courses.session",
                    ),
                ),
            ],
            options={
                "ordering": ("made_at", "pk"),
                "default_manager_name": "unrestricted",
            },
            managers=[
                ("unrestricted", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="Attendance",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
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
                    "participant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attendance",
                        to="courses.participant",
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attendance",
                        to="courses.session",
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
        migrations.AddIndex(
            model_name="run",
            index=models.Index(fields=["organisation", "first_on"], name="runs_in_order"),
        ),
        migrations.AddConstraint(
            model_name="participant",
            constraint=models.UniqueConstraint(fields=("run", "case"), name="takes_part_once"),
        ),
        migrations.AddConstraint(
            model_name="interviewtime",
            constraint=models.UniqueConstraint(
                fields=("run", "begins_at"), name="interview_time_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="runstaff",
            constraint=models.UniqueConstraint(
                fields=("run", "user", "role"), name="run_staff_once"
            ),
        ),
        migrations.AddIndex(
            model_name="session",
            index=models.Index(fields=["run", "begins_at"], name="sessions_of_run"),
        ),
        migrations.AddConstraint(
            model_name="session",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends_at__gt", models.F("begins_at"))), name="session_lasts"
            ),
        ),
        migrations.AddConstraint(
            model_name="attendance",
            constraint=models.UniqueConstraint(
                fields=("session", "participant"), name="attends_once"
            ),
        ),
    ]
