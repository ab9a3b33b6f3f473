from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0009_consent_sharing_and_kinds_of_text"),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="consent",
            options={
                "default_manager_name": "unrestricted",
                "ordering": ("given_on", "recorded_at", "id"),
            },
        ),
    ]
