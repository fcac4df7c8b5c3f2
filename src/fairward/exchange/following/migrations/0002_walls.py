"""Row-level security and composite references of what is followed."""

from django.db import migrations

from fairward.tenancy.operations import OwnedReference, ProtectTable


class Migration(migrations.Migration):
    dependencies = [
        ("following", "0001_initial"),
        ("people", "0002_wall"),
        ("travel", "0002_walls"),
    ]
    operations = [
        ProtectTable("following_followed"),
        OwnedReference("following_followed", "child_id", "people_child"),
        OwnedReference("following_followed", "partner_id", "travel_partner"),
        ProtectTable("following_notice"),
        OwnedReference("following_notice", "followed_id", "following_followed", "CASCADE"),
        ProtectTable("following_change"),
        OwnedReference("following_change", "followed_id", "following_followed", "CASCADE"),
        OwnedReference("following_change", "notice_id", "following_notice", "CASCADE"),
        ProtectTable("following_applied"),
        OwnedReference("following_applied", "arrival_id", "travel_arrival", "CASCADE"),
    ]
