"""Row-level security and composite references of access requests."""

from django.db import migrations

from fairward.tenancy.operations import OwnedReference, ProtectTable

_OF_CASE = ("accessrequest", "searchline", "fileopening", "casepassage", "answerpiece")


class Migration(migrations.Migration):
    dependencies = [
        ("access_requests", "0001_initial"),
        ("cases", "0002_walls"),
        ("files", "0002_wall"),
    ]
    operations = [
        *(ProtectTable(f"access_requests_{table}") for table in (*_OF_CASE, "passagereason")),
        *(OwnedReference(f"access_requests_{table}", "case_id", "cases_case") for table in _OF_CASE),
        OwnedReference("access_requests_fileopening", "file_id", "files_file"),
        OwnedReference("access_requests_casepassage", "entry_id", "files_entry"),
        OwnedReference("access_requests_passagereason", "passage_id", "access_requests_casepassage"),
    ]
