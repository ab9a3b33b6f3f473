from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps
from django.db.models.deletion import PROTECT


def find_homes(apps: StateApps, _: BaseDatabaseSchemaEditor) -> None:
    """Whoever opened a citizen's first case registered them. Nobody sees one without a case."""
    citizens, cases = apps.get_model("cases", "Citizen"), apps.get_model("cases", "Case")
    first = cases._default_manager.filter(citizen=models.OuterRef("pk")).order_by("opened_at", "pk")
    home = models.Subquery(first.values("opened_by__organisation")[:1])
    citizens._default_manager.update(home=home)
    citizens._default_manager.filter(home=None).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0003_access_log_never_replaced"),
        ("cases", "0006_log_never_replaced"),
    ]

    operations = [
        migrations.AddField(
            model_name="citizen",
            name="home",
            field=models.ForeignKey(
                null=True,
                db_index=False,
                on_delete=PROTECT,
                related_name="+",
                to="accounts.organisation",
            ),
        ),
        migrations.RunPython(find_homes, migrations.RunPython.noop),
    ]
