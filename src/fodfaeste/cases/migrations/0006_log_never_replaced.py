from django.db import migrations

from fodfaeste.accounts.append_only import NeverReplaced


class Migration(migrations.Migration):
    dependencies = [("cases", "0005_duties_in_order")]
    operations = [NeverReplaced("cases_logentry", "id", "case_id,seq", "case_id,submission")]
