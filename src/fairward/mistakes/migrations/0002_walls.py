"""Row-level security and composite references of proofs and of what families are told."""

from django.db import migrations

from fairward.tenancy.operations import OwnedReference, ProtectTable


class Migration(migrations.Migration):
    dependencies = [("mistakes", "0001_initial"), ("people", "0002_wall")]
    operations = [
        ProtectTable("mistakes_proof"),
        ProtectTable("mistakes_takenfrom"),
        OwnedReference("mistakes_proof", "child_id", "people_child"),
        OwnedReference("mistakes_takenfrom", "child_id", "people_child"),
    ]
