import uuid

import django.db.models.deletion
import django.db.models.manager
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0010_consents_in_the_order_given"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Draft",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("act", models.CharField(blank=True, max_length=30)),
                ("form", models.CharField(max_length=60)),
                ("key", models.CharField(max_length=300)),
                ("address", models.CharField(max_length=400)),
                ("fields", models.TextField()),
                ("submission", models.UUIDField()),
                ("head", models.PositiveIntegerField(default=0)),
                ("revision", models.PositiveIntegerField(default=1)),
                ("begun_at", models.DateTimeField()),
                ("updated_at", models.DateTimeField(db_index=True)),
                (
                    "case",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="drafts",
                        to="cases.case",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ("-updated_at", "id"),
                "default_manager_name": "unrestricted",
                "constraints": [
                    models.UniqueConstraint(fields=("owner", "key"), name="draft_of_a_form")
                ],
            },
            managers=[
                ("unrestricted", django.db.models.manager.Manager()),
            ],
        ),
    ]
