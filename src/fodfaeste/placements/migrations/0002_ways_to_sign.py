"""An agreement is signed on screen or on paper."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("placements", "0001_placements")]

    operations = [
        migrations.AlterField(
            model_name="signature",
            name="way",
            field=models.CharField(
                choices=[("screen", "on screen"), ("paper", "on paper")], max_length=10
            ),
        ),
    ]
