"""Row-level security and composite references of holds, decisions and destructions; a certificate is never changed."""

from django.db import migrations

from fairward.tenancy.operations import AppendOnly, OwnedReference, ProtectTable

_TABLES = ("hold", "holdspared", "reviewdecision", "schedulechange", "destruction", "destructionitem")


class Migration(migrations.Migration):
    dependencies = [("retention", "0001_initial"), ("files", "0002_wall")]
    operations = [
        *(ProtectTable(f"retention_{table}") for table in _TABLES),
        AppendOnly("retention_certificate"),
        OwnedReference("retention_holdspared", "hold_id", "retention_hold"),
        OwnedReference("retention_holdspared", "entry_id", "files_entry", "CASCADE"),
        OwnedReference("retention_destructionitem", "destruction_id", "retention_destruction"),
        OwnedReference("retention_certificate", "destruction_id", "retention_destruction"),
    ]
