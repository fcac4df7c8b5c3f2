"""Row-level security and composite references of what is put right."""

from django.db import migrations

from fairward.tenancy.operations import OwnedReference, ProtectTable


class Migration(migrations.Migration):
    dependencies = [("corrections", "0001_initial"), ("intake", "0002_walls")]
    operations = [
        ProtectTable("corrections_putright"),
        OwnedReference("corrections_putright", "case_id", "intake_case", "CASCADE"),
        OwnedReference("corrections_putright", "person_id", "intake_caseperson", "CASCADE"),
    ]
