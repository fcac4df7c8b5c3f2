"""Row-level security and composite references of rights cases."""

from django.db import migrations

from fairward.tenancy.operations import OwnedReference, ProtectTable


class Migration(migrations.Migration):
    dependencies = [("cases", "0001_initial"), ("files", "0002_wall"), ("people", "0002_wall")]
    operations = [
        *(ProtectTable(f"cases_{table}") for table in ("case", "casetext", "casestop", "casetarget")),
        OwnedReference("cases_case", "child_id", "people_child"),
        *(
            OwnedReference(f"cases_case{table}", "case_id", "cases_case")
            for table in ("text", "stop", "target")
        ),
        OwnedReference("cases_casetarget", "entry_id", "files_entry"),
        OwnedReference("cases_casetarget", "statement_id", "files_statement"),
    ]
