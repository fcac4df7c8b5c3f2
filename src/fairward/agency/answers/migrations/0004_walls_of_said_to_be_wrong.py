"""Row-level security and composite references of items that somebody says are wrong."""

from django.db import migrations

from fairward.tenancy.operations import OwnedReference, ProtectTable


class Migration(migrations.Migration):
    dependencies = [("answers", "0003_said_to_be_wrong"), ("travel", "0002_walls")]
    operations = [
        ProtectTable("answers_wrongitem"),
        OwnedReference("answers_wrongitem", "arrival_id", "travel_arrival"),
        OwnedReference("answers_wrongitem", "partner_id", "travel_partner"),
    ]
