"""Row-level security and rights of the keyring; references that cannot leave their organisation."""

from django.db import migrations

from fairward.tenancy.operations import OwnedReference, ProtectTable, ShareTable

OWNED = ("escrow", "ring", "ringgrant", "filekey", "filegrant", "recordwrap", "indexkey")


class Migration(migrations.Migration):
    dependencies = [("keys", "0001_initial")]
    operations = [
        *(ProtectTable(f"keys_{table}") for table in OWNED),
        # People unlock once for every organisation that they serve; see the models' Privacy.
        ShareTable("keys_personkey"),
        ShareTable("keys_unlocktry"),
        OwnedReference("keys_ringgrant", "ring_id", "keys_ring"),
        OwnedReference("keys_ringgrant", "escrow_id", "keys_escrow"),
        OwnedReference("keys_filekey", "ring_id", "keys_ring"),
        OwnedReference("keys_filegrant", "file_id", "keys_filekey"),
        OwnedReference("keys_indexkey", "ring_id", "keys_ring"),
    ]
