"""Row-level security and composite references of packs."""

from django.db import migrations

from fairward.tenancy.operations import OwnedReference, ProtectTable


class Migration(migrations.Migration):
    dependencies = [
        ("packs", "0001_initial"),
        ("enquiries", "0002_walls"),
        ("intake", "0002_walls"),
        ("travel", "0002_walls"),
    ]
    operations = [
        *(ProtectTable(f"packs_{one}") for one in ("analysis", "citation")),
        OwnedReference("packs_analysis", "case_id", "intake_case", "CASCADE"),
        OwnedReference("packs_citation", "case_id", "intake_case", "CASCADE"),
        OwnedReference("packs_citation", "item_id", "enquiries_item", "CASCADE"),
    ]
