"""Row-level security and composite references of measures."""

from django.db import migrations

from fairward.tenancy.operations import OwnedReference, ProtectTable


class Migration(migrations.Migration):
    dependencies = [("measures", "0001_initial"), ("intake", "0002_walls")]
    operations = [
        *(ProtectTable(f"measures_{one}") for one in ("tally", "apart", "asked")),
        OwnedReference("measures_asked", "case_id", "intake_case", "CASCADE"),
    ]
