"""Row-level security and composite references of disagreements and discussions."""

from django.db import migrations

from fairward.tenancy.operations import OwnedReference, ProtectTable


class Migration(migrations.Migration):
    dependencies = [("talks", "0001_initial"), ("intake", "0002_walls")]
    operations = [
        *(ProtectTable(f"talks_{one}") for one in ("disagreement", "disagreementstep", "discussion")),
        OwnedReference("talks_disagreement", "case_id", "intake_case", "CASCADE"),
        OwnedReference("talks_disagreementstep", "disagreement_id", "talks_disagreement", "CASCADE"),
        OwnedReference("talks_discussion", "case_id", "intake_case", "CASCADE"),
    ]
