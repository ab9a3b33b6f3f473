from django.db import migrations, models
from django.db.models.deletion import PROTECT


class Migration(migrations.Migration):
    dependencies = [("cases", "0007_home_of_a_citizen")]

    operations = [
        migrations.AlterField(
            model_name="citizen",
            name="home",
            field=models.ForeignKey(
                db_index=False,
                on_delete=PROTECT,
                related_name="+",
                to="accounts.organisation",
            ),
        ),
        migrations.AlterField(
            model_name="citizen",
            name="cpr_index",
            field=models.BinaryField(null=True, db_index=True),
        ),
        migrations.AddConstraint(
            model_name="citizen",
            constraint=models.UniqueConstraint(
                fields=("home", "cpr_index"), name="citizen_once_at_home"
            ),
        ),
    ]
