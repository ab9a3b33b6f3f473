from typing import Any

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from fodfaeste.accounts.append_only import AppendOnly, NeverReplaced

TABLE = "accounts_organisationevent"


def to(model: str, *, null: bool = False) -> "models.ForeignKey[Any, Any]":
    protect = django.db.models.deletion.PROTECT
    return models.ForeignKey(
        db_index=False, null=null, on_delete=protect, related_name="+", to=model
    )


class Migration(migrations.Migration):
    dependencies = [("accounts", "0005_access_log_chained")]
    operations = [
        migrations.RemoveField("organisation", "logo"),
        migrations.RemoveField("organisation", "logo_type"),
        migrations.AddField(
            "organisation",
            "logo_digest",
            models.CharField(blank=True, default="", max_length=64),
        ),
        migrations.CreateModel(
            "Logo",
            [
                (
                    "organisation",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="logo",
                        serialize=False,
                        to="accounts.organisation",
                    ),
                ),
                ("content", models.BinaryField()),
                ("content_type", models.CharField(max_length=30)),
            ],
        ),
        migrations.CreateModel(
            "OrganisationEvent",
            [
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("seq", models.PositiveIntegerField()),
                ("type", models.CharField(max_length=40)),
                ("about", models.JSONField(default=dict)),
                ("before", models.JSONField(default=dict)),
                ("after", models.JSONField(default=dict)),
                ("at", models.DateTimeField()),
                ("submission", models.UUIDField()),
                ("previous_hash", models.CharField(max_length=64)),
                ("hash", models.CharField(max_length=64)),
                ("organisation", to("accounts.organisation")),
                ("by", to(settings.AUTH_USER_MODEL, null=True)),
            ],
            {
                "ordering": ("organisation", "seq"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organisation", "seq"), name="organisation_log_in_order"
                    ),
                    models.UniqueConstraint(
                        fields=("organisation", "submission"),
                        name="organisation_log_submitted_once",
                    ),
                ],
            },
        ),
        AppendOnly(TABLE),
        NeverReplaced(TABLE, "id", "organisation_id,seq", "organisation_id,submission"),
    ]
