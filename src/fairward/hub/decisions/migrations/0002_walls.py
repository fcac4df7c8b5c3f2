"""Row-level security and composite references of decisions."""

from django.db import migrations

from fairward.tenancy.operations import OwnedReference, ProtectTable


class Migration(migrations.Migration):
    dependencies = [
        ("decisions", "0001_initial"),
        ("enquiries", "0002_walls"),
        ("intake", "0002_walls"),
        ("travel", "0002_walls"),
    ]
    operations = [
        *(ProtectTable(f"decisions_{one}") for one in ("decision", "feedback")),
        OwnedReference("decisions_decision", "case_id", "intake_case", "CASCADE"),
        OwnedReference("decisions_feedback", "case_id", "intake_case", "CASCADE"),
        OwnedReference("decisions_feedback", "partner_id", "travel_partner"),
        OwnedReference("decisions_feedback", "person_id", "intake_caseperson", "CASCADE"),
    ]
