"""Row-level security and composite references of what is being prepared."""

from django.db import migrations

from fairward.tenancy.operations import OwnedReference, ProtectTable


class Migration(migrations.Migration):
    dependencies = [
        ("choosing", "0001_initial"),
        ("files", "0002_wall"),
        ("people", "0002_wall"),
        ("exchange", "0004_packages"),
        ("travel", "0002_walls"),
    ]
    operations = [
        ProtectTable("choosing_draft"),
        OwnedReference("choosing_draft", "file_id", "files_file", "CASCADE"),
        OwnedReference("choosing_draft", "child_id", "people_child"),
        OwnedReference("choosing_draft", "partner_id", "travel_partner"),
    ]
