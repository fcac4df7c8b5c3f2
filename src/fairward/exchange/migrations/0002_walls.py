"""Row-level security and composite references of disclosures."""

from django.db import migrations

from fairward.tenancy.operations import OwnedReference, ProtectTable


class Migration(migrations.Migration):
    dependencies = [("exchange", "0001_initial"), ("files", "0002_wall"), ("people", "0002_wall")]
    operations = [
        ProtectTable("exchange_disclosure"),
        ProtectTable("exchange_disclosedentry"),
        OwnedReference("exchange_disclosure", "file_id", "files_file"),
        OwnedReference("exchange_disclosure", "child_id", "people_child"),
        OwnedReference("exchange_disclosedentry", "disclosure_id", "exchange_disclosure"),
        OwnedReference("exchange_disclosedentry", "entry_id", "files_entry"),
    ]
