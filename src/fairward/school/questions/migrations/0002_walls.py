"""Row-level security and composite references of a hub's questions to the school."""

from django.db import migrations

from fairward.tenancy.operations import OwnedReference, ProtectTable


class Migration(migrations.Migration):
    dependencies = [("questions", "0001_initial"), ("travel", "0002_walls")]
    operations = [
        ProtectTable("questions_hubquestion"),
        OwnedReference("questions_hubquestion", "arrival_id", "travel_arrival"),
        OwnedReference("questions_hubquestion", "partner_id", "travel_partner"),
    ]
