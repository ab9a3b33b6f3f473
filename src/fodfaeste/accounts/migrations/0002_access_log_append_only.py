from django.db import migrations

from fodfaeste.accounts.append_only import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_people_and_access_log")]
    operations = [AppendOnly("accounts_accesslog")]
