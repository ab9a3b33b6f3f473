"""Chains the log of look-ups. Lines from before are sealed as they are found."""

from typing import Any

import django.db.models.deletion
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from fodfaeste.accounts import chains
from fodfaeste.accounts.append_only import AppendOnly, GuardsDown, NeverReplaced

SAID = (
    "user_id", "seq", "at", "organisation_id", "function", "act", "case_id", "citizen_id",
    "kinds", "relations", "people", "detail", "previous_hash",
)  # fmt: skip


def seal(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Numbers and chains each person's lines. Which organisation they were of when they looked
    was not written down; the one they are of now is the best that is known."""
    AccessLog = apps.get_model("accounts", "AccessLog")
    heads: dict[int, tuple[int, str]] = {}
    lines = AccessLog.objects.select_related("user").order_by("pk")
    for line in lines.iterator(chunk_size=1000):
        line.seq, line.previous_hash = heads.get(line.user_id, (0, chains.START))
        line.seq += 1
        line.organisation_id, line.function = line.user.organisation_id, line.user.function
        line.hash = chains.hash_of(SAID, said(line))
        heads[line.user_id] = (line.seq, line.hash)
        line.save()
    # PostgreSQL alters no table of which some references are still to be checked.
    editor.connection.check_constraints()


def said(line: Any) -> dict[str, Any]:
    return {name: getattr(line, name) for name in SAID}


class Migration(migrations.Migration):
    dependencies = [("accounts", "0004_rights_units_and_programmes")]

    operations = [
        GuardsDown("accounts_accesslog", "id"),
        migrations.AddField(
            "accesslog",
            "organisation",
            models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="accounts.organisation",
                null=True,
                db_index=False,
            ),
        ),
        migrations.AddField("accesslog", "function", models.CharField(default="", max_length=30)),
        migrations.AddField("accesslog", "kinds", models.JSONField(default=list)),
        migrations.AddField("accesslog", "relations", models.JSONField(default=list)),
        migrations.AddField("accesslog", "people", models.CharField(default="", max_length=64)),
        migrations.AddField("accesslog", "seq", models.PositiveIntegerField(null=True)),
        migrations.AddField(
            "accesslog", "previous_hash", models.CharField(default="", max_length=64)
        ),
        migrations.AddField("accesslog", "hash", models.CharField(default="", max_length=64)),
        migrations.RunPython(seal, migrations.RunPython.noop),
        migrations.AlterField(
            "accesslog",
            "organisation",
            models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="accounts.organisation",
                db_index=False,
            ),
        ),
        migrations.AlterField("accesslog", "seq", models.PositiveIntegerField()),
        migrations.AlterField("accesslog", "previous_hash", models.CharField(max_length=64)),
        migrations.AlterField("accesslog", "hash", models.CharField(max_length=64)),
        migrations.AlterField(
            "accesslog",
            "user",
            models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="accounts.user",
                db_index=False,
            ),
        ),
        migrations.AlterField(
            "accesslog",
            "act",
            models.CharField(
                choices=[
                    ("view", "opened"),
                    ("search", "searched"),
                    ("list", "listed"),
                    ("refused", "was refused"),
                    ("export", "took out"),
                    ("print", "printed"),
                    ("emergency", "used emergency access"),
                ],
                max_length=10,
            ),
        ),
        migrations.AddConstraint(
            "accesslog",
            models.UniqueConstraint(fields=("user", "seq"), name="access_in_order"),
        ),
        migrations.AddIndex(
            "accesslog", models.Index(fields=("organisation", "at"), name="access_organisation")
        ),
        migrations.AddIndex(
            "accesslog",
            models.Index(condition=~models.Q(people=""), fields=("people",), name="access_people"),
        ),
        migrations.CreateModel(
            name="Listed",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("people", models.CharField(max_length=64)),
                ("case_id", models.UUIDField(db_index=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("people", "case_id"), name="listed_once")
                ],
            },
        ),
        AppendOnly("accounts_accesslog"),
        NeverReplaced("accounts_accesslog", "id", "user_id,seq"),
        AppendOnly("accounts_listed"),
    ]
