"""An entry's concern is one of the same organisation. The column is of `files`, which may not know concerns."""

from django.db import migrations

from fairward.tenancy.operations import OwnedReference


class Migration(migrations.Migration):
    dependencies = [("concerns", "0003_danger_before_sending"), ("files", "0003_to_decide")]
    operations = [OwnedReference("files_entry", "concern_id", "concerns_concern")]
