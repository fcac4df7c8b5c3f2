"""Row-level security and composite references of what was received."""

from django.db import migrations

from fairward.tenancy.operations import OwnedReference, ProtectTable


class Migration(migrations.Migration):
    dependencies = [
        ("receiving", "0001_initial"),
        ("files", "0007_label"),
        ("people", "0002_wall"),
        ("travel", "0002_walls"),
    ]
    operations = [
        ProtectTable("receiving_sorting"),
        ProtectTable("receiving_takenpassage"),
        OwnedReference("receiving_sorting", "arrival_id", "travel_arrival"),
        OwnedReference("receiving_sorting", "child_id", "people_child"),
        OwnedReference("receiving_takenpassage", "sorting_id", "receiving_sorting"),
        OwnedReference("receiving_takenpassage", "entry_id", "files_entry"),
    ]
