"""Row-level security and composite references of the concerns."""

from django.db import migrations

from fairward.tenancy.operations import OwnedReference, ProtectTable

TABLES = ("concern", "concernchild", "addition", "draft", "draftfile")
REFERENCES = (
    ("concerns_concernchild", "concern_id", "concerns_concern"),
    ("concerns_concernchild", "child_id", "people_child"),
    ("concerns_concernchild", "entry_id", "files_entry"),
    ("concerns_concern", "merged_into", "files_entry"),
    ("concerns_addition", "concern_id", "concerns_concern"),
    ("concerns_draftfile", "draft_id", "concerns_draft"),
)


class Migration(migrations.Migration):
    dependencies = [("concerns", "0001_initial"), ("people", "0001_initial"), ("files", "0002_wall")]
    operations = [
        *(ProtectTable(f"concerns_{table}") for table in TABLES),
        *(OwnedReference(*reference) for reference in REFERENCES),
    ]
