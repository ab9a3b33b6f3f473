"""The register of companies."""

import uuid

import django.db.models.deletion
import django.db.models.manager
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0006_organisation_log"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Company",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("cvr", models.CharField(blank=True, max_length=8)),
                ("name", models.TextField()),
                ("sort_key", models.TextField()),
                ("search_key", models.TextField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("ordinary", "company"),
                            ("centre", "company centre"),
                            ("workshop", "workshop of our own"),
                        ],
                        default="ordinary",
                        max_length=10,
                    ),
                ),
                ("trade", models.TextField(blank=True)),
                ("is_public", models.BooleanField(default=False)),
                ("is_active", models.BooleanField(default=True)),
                ("added_at", models.DateTimeField()),
                (
                    "added_by",
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
                "ordering": ("sort_key", "pk"),
                "default_manager_name": "unrestricted",
            },
            managers=[
                ("unrestricted", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="ProductionUnit",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("p_number", models.CharField(blank=True, max_length=10)),
                ("name", models.TextField()),
                ("street", models.TextField(blank=True)),
                ("postcode", models.CharField(blank=True, max_length=4)),
                ("town", models.TextField(blank=True)),
                ("is_active", models.BooleanField(default=True)),
                (
                    "company",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="units",
                        to="companies.company",
                    ),
                ),
            ],
            options={
                "ordering": ("name", "pk"),
                "default_manager_name": "unrestricted",
            },
            managers=[
                ("unrestricted", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="Offer",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("kinds", models.JSONField(default=list)),
                ("tasks", models.TextField()),
                ("trade", models.TextField(blank=True)),
                ("hours_least", models.DecimalField(decimal_places=1, max_digits=4, null=True)),
                ("hours_most", models.DecimalField(decimal_places=1, max_digits=4, null=True)),
                ("considerations", models.JSONField(default=list)),
                ("places", models.PositiveIntegerField(default=1)),
                ("open_from", models.DateField()),
                ("open_until", models.DateField(null=True)),
                ("added_at", models.DateTimeField()),
                (
                    "added_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="offers",
                        to="companies.productionunit",
                    ),
                ),
            ],
            options={
                "ordering": ("open_from", "pk"),
                "default_manager_name": "unrestricted",
            },
            managers=[
                ("unrestricted", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="CompanyContact",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("name", models.TextField()),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("responsible", "responsible for the agreement"),
                            ("mentor", "mentor at the workplace"),
                            ("staff_representative", "staff representative"),
                            ("other", "another contact"),
                        ],
                        default="responsible",
                        max_length=20,
                    ),
                ),
                ("title", models.TextField(blank=True)),
                ("reached", models.TextField(null=True)),
                ("is_active", models.BooleanField(default=True)),
                (
                    "company",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="contacts",
                        to="companies.company",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="contacts",
                        to="companies.productionunit",
                    ),
                ),
            ],
            options={
                "ordering": ("name", "pk"),
                "default_manager_name": "unrestricted",
            },
            managers=[
                ("unrestricted", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="StaffFigure",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("month", models.DateField()),
                ("full_time", models.DecimalField(decimal_places=2, max_digits=8)),
                ("told_by", models.TextField(blank=True)),
                ("recorded_at", models.DateTimeField()),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="figures",
                        to="companies.productionunit",
                    ),
                ),
            ],
            options={
                "ordering": ("unit", "month", "recorded_at", "pk"),
                "default_manager_name": "unrestricted",
            },
            managers=[
                ("unrestricted", django.db.models.manager.Manager()),
            ],
        ),
        migrations.AddIndex(
            model_name="company",
            index=models.Index(fields=["organisation", "sort_key", "id"], name="companies_named"),
        ),
        migrations.AddConstraint(
            model_name="company",
            constraint=models.UniqueConstraint(
                condition=models.Q(("cvr", ""), _negated=True),
                fields=("organisation", "cvr"),
                name="company_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="productionunit",
            constraint=models.UniqueConstraint(
                condition=models.Q(("p_number", ""), _negated=True),
                fields=("company", "p_number"),
                name="unit_once",
            ),
        ),
    ]
