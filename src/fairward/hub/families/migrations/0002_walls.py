"""Row-level security and composite references of what families of a hub see."""

from django.db import migrations

from fairward.tenancy.operations import OwnedReference, ProtectTable


class Migration(migrations.Migration):
    dependencies = [
        ("hub_families", "0001_initial"),
        ("families", "0002_walls"),
        ("intake", "0002_walls"),
        ("organisations", "0002_walls"),
    ]
    operations = [
        *(ProtectTable(f"hub_families_{one}") for one in ("casereader", "shownoutcome", "ownside")),
        OwnedReference("hub_families_casereader", "case_id", "intake_case", "CASCADE"),
        OwnedReference("hub_families_casereader", "person_id", "intake_caseperson", "CASCADE"),
        OwnedReference("hub_families_casereader", "family_account_id", "families_familyaccount"),
        OwnedReference("hub_families_casereader", "membership_id", "organisations_membership"),
        OwnedReference("hub_families_shownoutcome", "case_id", "intake_case", "CASCADE"),
        OwnedReference("hub_families_shownoutcome", "reader_id", "hub_families_casereader", "CASCADE"),
        OwnedReference("hub_families_ownside", "case_id", "intake_case", "CASCADE"),
        OwnedReference("hub_families_ownside", "reader_id", "hub_families_casereader", "CASCADE"),
    ]
