"""What was agreed with a partner stays as it was; who signed can be erased."""

from django.db import migrations

from fodfaeste.accounts.append_only import AppendOnly, NeverReplaced


class Migration(migrations.Migration):
    dependencies = [("mentoring", "0001_mentoring")]

    operations = [
        AppendOnly("mentoring_partneragreement"),
        NeverReplaced("mentoring_partneragreement", "id", "partner_id,number"),
    ]
