"""Sheets of companies that are sent in, to be looked at before they are carried out."""

import django.db.models.deletion
import django.db.models.manager
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0006_organisation_log"),
        ("companies", "0001_register"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="CompanyImport",
            fields=[
                ("id", models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ("content", models.TextField(null=True)),
                ("report", models.TextField()),
                ("counts", models.JSONField(default=dict)),
                ("uploaded_at", models.DateTimeField()),
                ("done_at", models.DateTimeField(null=True)),
                (
                    "organisation",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.organisation",
                    ),
                ),
                (
                    "uploaded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ("-uploaded_at", "pk"),
                "default_manager_name": "unrestricted",
                "indexes": [
                    models.Index(
                        fields=["organisation", "-uploaded_at"], name="company_imports_newest"
                    )
                ],
            },
            managers=[
                ("unrestricted", django.db.models.manager.Manager()),
            ],
        ),
    ]
