"""The letter by which a participant was invited."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("courses", "0001_runs"),
        ("letters", "0001_letters"),
    ]

    operations = [
        migrations.AddField(
            model_name="participant",
            name="invitation",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="letters.letter",
            ),
        ),
    ]
