"""Row-level security and composite references of one-time links."""

from django.db import migrations

from fairward.tenancy.operations import OwnedReference, ProtectTable


class Migration(migrations.Migration):
    dependencies = [("enquiries", "0003_one_time_links")]
    operations = [
        ProtectTable("enquiries_onetimelink"),
        OwnedReference("enquiries_onetimelink", "enquiry_id", "enquiries_enquiry", "CASCADE"),
    ]
