"""Row-level security and composite references of children, adults and imports."""

from django.db import migrations

from fairward.tenancy.operations import OwnedReference, ProtectTable

TABLES = ("child", "adult", "relationship", "rosterimport")
REFERENCES = (
    ("people_relationship", "child_id", "people_child"),
    ("people_relationship", "adult_id", "people_adult"),
    ("people_relationship", "other_child_id", "people_child"),
)


class Migration(migrations.Migration):
    dependencies = [("people", "0001_initial")]
    operations = [
        *(ProtectTable(f"people_{table}") for table in TABLES),
        *(OwnedReference(*reference) for reference in REFERENCES),
    ]
