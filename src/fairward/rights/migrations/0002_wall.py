"""Row-level security and composite references of the audience decisions."""

from django.db import migrations

from fairward.tenancy.operations import OwnedReference, ProtectTable


class Migration(migrations.Migration):
    dependencies = [("rights", "0001_initial"), ("files", "0002_wall")]
    operations = [
        ProtectTable("rights_audiencedecision"),
        OwnedReference("rights_audiencedecision", "entry_id", "files_entry"),
    ]
