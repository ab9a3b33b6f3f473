import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from fodfaeste.accounts.append_only import AppendOnly, NeverReplaced


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0006_organisation_log"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Sample",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("drawn_at", models.DateTimeField()),
                ("since", models.DateField()),
                ("until", models.DateField()),
                ("found", models.PositiveIntegerField()),
                ("submission", models.UUIDField(unique=True)),
                (
                    "drawn_by",
                    models.ForeignKey(
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
                "ordering": ("-drawn_at",),
            },
        ),
        migrations.CreateModel(
            name="SampledLine",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "line",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.accesslog",
                    ),
                ),
                (
                    "sample",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lines",
                        to="traces.sample",
                    ),
                ),
            ],
            options={
                "ordering": ("pk",),
            },
        ),
        migrations.CreateModel(
            name="Control",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "outcome",
                    models.CharField(
                        choices=[("in_order", "in order"), ("follow_up", "to be followed up")],
                        max_length=10,
                    ),
                ),
                ("note", models.TextField(blank=True, default="")),
                ("at", models.DateTimeField()),
                ("submission", models.UUIDField(unique=True)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "sampled",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="controls",
                        to="traces.sampledline",
                    ),
                ),
            ],
            options={
                "ordering": ("pk",),
            },
        ),
        migrations.CreateModel(
            name="Verification",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField()),
                ("digest", models.CharField(max_length=64)),
                ("logs", models.PositiveIntegerField()),
                ("faults", models.PositiveIntegerField()),
                ("places", models.JSONField(default=list)),
                ("compared", models.BooleanField(default=False)),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ("-at", "-pk"),
            },
        ),
        migrations.AddConstraint(
            model_name="sampledline",
            constraint=models.UniqueConstraint(fields=("sample", "line"), name="sampled_once"),
        ),
        AppendOnly("traces_verification"),
        NeverReplaced("traces_verification", "id"),
        AppendOnly("traces_sample"),
        NeverReplaced("traces_sample", "id", "submission"),
        AppendOnly("traces_sampledline"),
        NeverReplaced("traces_sampledline", "id", "sample_id,line_id"),
        AppendOnly("traces_control"),
        NeverReplaced("traces_control", "id", "submission"),
    ]
