"""What lies in the same envelope as a letter."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0018_passing_on"),
        ("letters", "0001_letters"),
    ]

    operations = [
        migrations.CreateModel(
            name="Enclosure",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                ("name", models.TextField()),
                ("kind", models.CharField(max_length=100)),
                ("size", models.PositiveIntegerField()),
                ("seen_as", models.CharField(max_length=20)),
                ("digest", models.CharField(blank=True, default="", max_length=64)),
                ("content", models.TextField(null=True)),
                (
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="cases.casefile",
                    ),
                ),
                (
                    "letter",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="enclosures",
                        to="letters.letter",
                    ),
                ),
            ],
            options={
                "ordering": ("letter", "number"),
                "default_manager_name": "unrestricted",
            },
            managers=[
                ("unrestricted", django.db.models.manager.Manager()),
            ],
        ),
        migrations.AddConstraint(
            model_name="enclosure",
            constraint=models.UniqueConstraint(fields=("letter", "number"), name="enclosed_once"),
        ),
    ]
