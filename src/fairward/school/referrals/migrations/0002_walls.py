"""Row-level security and composite references of referrals."""

from django.db import migrations

from fairward.tenancy.operations import OwnedReference, ProtectTable


class Migration(migrations.Migration):
    dependencies = [
        ("referrals", "0001_initial"),
        ("files", "0002_wall"),
        ("people", "0002_wall"),
        ("choosing", "0002_walls"),
    ]
    operations = [
        ProtectTable("referrals_referral"),
        ProtectTable("referrals_referralstep"),
        ProtectTable("referrals_writtenwithin"),
        OwnedReference("referrals_referral", "file_id", "files_file", "CASCADE"),
        OwnedReference("referrals_referral", "child_id", "people_child"),
        OwnedReference("referrals_referral", "draft_id", "choosing_draft", "CASCADE"),
        OwnedReference("referrals_referral", "adding_id", "choosing_draft"),
        OwnedReference("referrals_referralstep", "referral_id", "referrals_referral", "CASCADE"),
    ]
