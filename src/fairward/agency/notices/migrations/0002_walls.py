"""Row-level security and composite references of notices."""

from django.db import migrations

from fairward.tenancy.operations import OwnedReference, ProtectTable


class Migration(migrations.Migration):
    dependencies = [("notices_sent", "0001_initial"), ("travel", "0002_walls")]
    operations = [
        ProtectTable("notices_sent_notice"),
        OwnedReference("notices_sent_notice", "partner_id", "travel_partner"),
        OwnedReference("notices_sent_notice", "hub_partner_id", "travel_partner"),
    ]
