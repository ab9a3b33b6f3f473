"""A case can be passed on whole to another organisation."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = (("cases", "0016_progress_and_cti"),)

    operations = (
        migrations.AddField(
            "case",
            "taken_over_at",
            models.DateTimeField(
                null=True, help_text="derived: when another organisation took it over last"
            ),
        ),
        migrations.AlterField(
            "sharing",
            "way",
            models.CharField(
                choices=[
                    ("access", "can open the case"),
                    ("extract", "is given an extract"),
                    ("handover", "is asked to take the case over"),
                ],
                max_length=10,
            ),
        ),
    )
