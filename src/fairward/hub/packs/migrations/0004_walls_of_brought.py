"""Row-level security and composite references of items that were brought to a discussion."""

from django.db import migrations

from fairward.tenancy.operations import OwnedReference, ProtectTable


class Migration(migrations.Migration):
    dependencies = [("packs", "0003_brought"), ("enquiries", "0002_walls"), ("intake", "0002_walls")]
    operations = [
        ProtectTable("packs_brought"),
        OwnedReference("packs_brought", "case_id", "intake_case", "CASCADE"),
        OwnedReference("packs_brought", "item_id", "enquiries_item", "CASCADE"),
    ]
