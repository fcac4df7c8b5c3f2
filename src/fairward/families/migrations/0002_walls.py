"""Row-level security and composite references of family accounts."""

from django.db import migrations

from fairward.tenancy.operations import OwnedReference, ProtectTable


class Migration(migrations.Migration):
    dependencies = [("families", "0001_initial"), ("people", "0002_wall"), ("organisations", "0002_walls")]
    operations = [
        ProtectTable("families_familyaccount"),
        ProtectTable("families_childaccess"),
        ProtectTable("families_handoverstep"),
        OwnedReference("families_familyaccount", "membership_id", "organisations_membership"),
        OwnedReference("families_childaccess", "family_account_id", "families_familyaccount"),
        OwnedReference("families_childaccess", "child_id", "people_child"),
        OwnedReference("families_handoverstep", "child_id", "people_child"),
    ]
