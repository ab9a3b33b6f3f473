from django.db import migrations

from fodfaeste.accounts.append_only import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("cases", "0001_citizens_cases_and_log")]
    operations = [AppendOnly("cases_logentry")]
