"""Row-level security and composite references of transfers."""

from django.db import migrations

from fairward.tenancy.operations import OwnedReference, ProtectTable

TABLES = ("transfer", "transferpart", "chasenote", "indexline", "successor")


class Migration(migrations.Migration):
    dependencies = [
        ("transfers", "0001_initial"),
        ("files", "0002_wall"),
        ("people", "0002_wall"),
        ("travel", "0002_walls"),
    ]
    operations = [
        *(ProtectTable(f"transfers_{table}") for table in TABLES),
        OwnedReference("transfers_transfer", "child_id", "people_child"),
        OwnedReference("transfers_transfer", "partner_id", "travel_partner"),
        OwnedReference("transfers_transferpart", "transfer_id", "transfers_transfer", "CASCADE"),
        # The index outlives the file: only the column that names it is emptied.
        OwnedReference("transfers_transferpart", "file_id", "files_file", "SET NULL (file_id)"),
        OwnedReference("transfers_chasenote", "transfer_id", "transfers_transfer", "CASCADE"),
        OwnedReference("transfers_indexline", "part_id", "transfers_transferpart", "CASCADE"),
        OwnedReference("transfers_successor", "partner_id", "travel_partner"),
        OwnedReference("transfers_successor", "successor_id", "travel_partner"),
    ]
