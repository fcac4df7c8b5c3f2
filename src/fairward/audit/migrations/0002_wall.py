"""Row-level security and rights of the log: lines, places, heads and keys can be added and read, nothing else."""

from django.db import migrations

from fairward.tenancy.operations import AppendOnly, ProtectTable, ShareTable


class Erasable(ProtectTable):
    """As ProtectTable, but rows are never changed: written, read, and one day deleted."""

    rights = "SELECT, INSERT, DELETE"


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]
    operations = [
        *(AppendOnly(f"audit_{table}") for table in ("leaf", "place", "signedhead", "logkey")),
        *(Erasable(f"audit_{table}") for table in ("detail", "seen", "pending")),
        *(
            ShareTable(f"audit_{table}", "SELECT, INSERT")
            for table in ("installationhead", "installationcheckpoint")
        ),
    ]
