"""Row-level security and composite references of what is shown and of what families added."""

from django.db import migrations

from fairward.tenancy.operations import OwnedReference, ProtectTable


class Migration(migrations.Migration):
    dependencies = [("rights", "0003_shown_and_my_side"), ("files", "0005_checked_withdrawn_confidential")]
    operations = [
        ProtectTable("rights_shownversion"),
        ProtectTable("rights_myside"),
        OwnedReference("rights_shownversion", "entry_id", "files_entry"),
        OwnedReference("rights_shownversion", "child_id", "people_child"),
        OwnedReference("rights_myside", "annotation_id", "files_annotation"),
        OwnedReference("rights_myside", "entry_id", "files_entry"),
        OwnedReference("rights_myside", "child_id", "people_child"),
    ]
