"""Letters know the line of the log whose text they say, and may hold several kinds of
information."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0018_passing_on"),
        ("letters", "0002_enclosures"),
    ]

    operations = [
        migrations.AlterField("letter", "seen_as", models.CharField(max_length=40)),
        migrations.AddField(
            "letter",
            "written_from",
            models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="cases.logentry",
            ),
        ),
    ]
