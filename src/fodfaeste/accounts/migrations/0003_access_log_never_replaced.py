from django.db import migrations

from fodfaeste.accounts.append_only import NeverReplaced


class Migration(migrations.Migration):
    dependencies = [("accounts", "0002_access_log_append_only")]
    operations = [NeverReplaced("accounts_accesslog", "id")]
