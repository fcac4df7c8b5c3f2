"""Row-level security and composite references of the files."""

from django.db import migrations

from fairward.tenancy.operations import OwnedReference, ProtectTable

TABLES = (
    "file",
    "entry",
    "entryversion",
    "statement",
    "restson",
    "annotation",
    "entryattachment",
    "indextoken",
)
REFERENCES = (
    ("files_file", "child_id", "people_child"),
    ("files_entry", "file_id", "files_file"),
    ("files_entry", "about_entry_id", "files_entry"),
    ("files_entryversion", "entry_id", "files_entry"),
    ("files_statement", "entry_id", "files_entry"),
    ("files_restson", "opinion_id", "files_statement"),
    ("files_restson", "statement_id", "files_statement"),
    ("files_annotation", "entry_id", "files_entry"),
    ("files_annotation", "statement_id", "files_statement"),
    ("files_entryattachment", "entry_id", "files_entry"),
    ("files_indextoken", "entry_id", "files_entry"),
)


class Migration(migrations.Migration):
    dependencies = [("files", "0001_initial"), ("people", "0001_initial")]
    operations = [
        *(ProtectTable(f"files_{table}") for table in TABLES),
        *(OwnedReference(*reference) for reference in REFERENCES),
    ]
