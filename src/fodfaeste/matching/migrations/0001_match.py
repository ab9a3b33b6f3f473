"""Wishes, workplaces that are thought of, and the steps towards them."""

import uuid

import django.db.models.deletion
import django.db.models.manager
from django.conf import settings
from django.db import migrations, models

from fodfaeste.accounts.append_only import AppendOnly, NeverReplaced


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("cases", "0018_passing_on"),
        ("companies", "0001_register"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Prospect",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("made_at", models.DateTimeField()),
                (
                    "case",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="prospects",
                        to="cases.case",
                    ),
                ),
                (
                    "offer",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="companies.offer",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="prospects",
                        to="companies.productionunit",
                    ),
                ),
            ],
            options={
                "ordering": ("case", "made_at", "pk"),
                "default_manager_name": "unrestricted",
            },
            managers=[
                ("unrestricted", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="Step",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("idea", "idea"),
                            ("contacted", "contacted"),
                            ("visit", "visit"),
                            ("agreed", "agreed"),
                            ("declined", "declined"),
                            ("taken_back", "taken back"),
                        ],
                        max_length=20,
                    ),
                ),
                ("on", models.DateField()),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("in_person", "in person"),
                            ("phone", "by telephone"),
                            ("video", "by video"),
                            ("email", "by e-mail"),
                            ("letter", "by letter"),
                        ],
                        default="",
                        max_length=20,
                    ),
                ),
                (
                    "declined_by",
                    models.CharField(
                        choices=[
                            ("company", "the company"),
                            ("citizen", "the citizen"),
                            ("us", "us"),
                        ],
                        default="",
                        max_length=20,
                    ),
                ),
                (
                    "done_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
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
                    "of",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="taken_back",
                        to="matching.step",
                    ),
                ),
                (
                    "prospect",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="steps",
                        to="matching.prospect",
                    ),
                ),
            ],
            options={
                "ordering": ("prospect", "on", "pk"),
                "default_manager_name": "unrestricted",
            },
            managers=[
                ("unrestricted", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="WishVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("content", models.TextField()),
                ("needs", models.TextField()),
                ("made_at", models.DateTimeField()),
                (
                    "case",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="wishes",
                        to="cases.case",
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
            ],
            options={
                "ordering": ("case", "number"),
                "default_manager_name": "unrestricted",
            },
            managers=[
                ("unrestricted", django.db.models.manager.Manager()),
            ],
        ),
        migrations.AddConstraint(
            model_name="prospect",
            constraint=models.UniqueConstraint(fields=("case", "unit"), name="prospect_once"),
        ),
        migrations.AddIndex(
            model_name="step",
            index=models.Index(fields=("done_by", "on"), name="steps_of_somebody"),
        ),
        migrations.AddConstraint(
            model_name="wishversion",
            constraint=models.UniqueConstraint(fields=("case", "number"), name="wishes_once"),
        ),
        AppendOnly("matching_prospect"),
        NeverReplaced("matching_prospect", "id", "case_id,unit_id"),
        AppendOnly("matching_step"),
        NeverReplaced("matching_step", "id", "entry_id", "of_id"),
    ]
