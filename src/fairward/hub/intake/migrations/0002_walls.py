"""Row-level security and composite references of contacts and cases."""

from django.db import migrations

from fairward.tenancy.operations import OwnedReference, ProtectTable

_OF_CASE = ("contact", "teller", "caseperson", "casenote", "ratinggiven", "caselink")


class Migration(migrations.Migration):
    dependencies = [("intake", "0001_initial"), ("travel", "0002_walls")]
    operations = [
        ProtectTable("intake_practice"),
        ProtectTable("intake_formuse"),
        ProtectTable("intake_case"),
        OwnedReference("intake_case", "partner_id", "travel_partner"),
        OwnedReference("intake_case", "arrival_id", "travel_arrival"),
        *(ProtectTable(f"intake_{one}") for one in _OF_CASE),
        *(OwnedReference(f"intake_{one}", "case_id", "intake_case", "CASCADE") for one in _OF_CASE),
        OwnedReference("intake_caselink", "other_case_id", "intake_case", "CASCADE"),
    ]
