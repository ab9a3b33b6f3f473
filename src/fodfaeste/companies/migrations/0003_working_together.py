"""Who has been in touch with a company, and agreements to work together."""

import uuid

import django.db.models.deletion
import django.db.models.manager
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("companies", "0002_imports"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="company",
            name="last_touch_on",
            field=models.DateField(null=True),
        ),
        migrations.CreateModel(
            name="Cooperation",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("about", models.TextField()),
                ("places", models.PositiveIntegerField(null=True)),
                ("since", models.DateField()),
                ("until", models.DateField(null=True)),
                ("recorded_at", models.DateTimeField()),
                (
                    "company",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="cooperations",
                        to="companies.company",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "responsible",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ("-since", "pk"),
                "default_manager_name": "unrestricted",
            },
            managers=[
                ("unrestricted", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="Touch",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("on", models.DateField()),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("visit", "visit"),
                            ("telephone", "telephone"),
                            ("email", "e-mail"),
                            ("letter", "letter"),
                            ("digital", "video meeting or the like"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("agreed", "something was agreed"),
                            ("interested", "would like to hear more"),
                            ("later", "not now, perhaps later"),
                            ("declined", "does not want to"),
                            ("not_reached", "nobody was reached"),
                            ("informed", "informed or thanked"),
                        ],
                        max_length=12,
                    ),
                ),
                ("note", models.TextField(null=True)),
                ("recorded_at", models.DateTimeField()),
                (
                    "company",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="touches",
                        to="companies.company",
                    ),
                ),
                (
                    "contact",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="companies.companycontact",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ("-on", "-recorded_at", "pk"),
                "default_manager_name": "unrestricted",
                "indexes": [models.Index(fields=["company", "-on"], name="company_touches_newest")],
            },
            managers=[
                ("unrestricted", django.db.models.manager.Manager()),
            ],
        ),
    ]
