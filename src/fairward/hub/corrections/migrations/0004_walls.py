"""Row-level security and composite references of notices and of looking at a decision again."""

from django.db import migrations

from fairward.tenancy.operations import OwnedReference, ProtectTable


class Migration(migrations.Migration):
    dependencies = [
        ("corrections", "0003_notices_and_reviews"),
        ("decisions", "0004_decided_anew"),
        ("travel", "0002_walls"),
    ]
    operations = [
        *(ProtectTable(f"corrections_{one}") for one in ("review", "notice")),
        OwnedReference("corrections_review", "case_id", "intake_case", "CASCADE"),
        OwnedReference("corrections_review", "decision_id", "decisions_decision", "CASCADE"),
        OwnedReference("corrections_notice", "case_id", "intake_case", "CASCADE"),
        OwnedReference("corrections_notice", "feedback_id", "decisions_feedback", "CASCADE"),
        OwnedReference("corrections_notice", "partner_id", "travel_partner"),
    ]
