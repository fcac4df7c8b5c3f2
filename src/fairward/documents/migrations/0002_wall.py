"""Row-level security of the attachments. Their owners lie in rooms that this one may not know: no reference."""

from django.db import migrations

from fairward.tenancy.operations import ProtectTable


class Migration(migrations.Migration):
    dependencies = [("documents", "0001_initial")]
    operations = [ProtectTable("documents_attachment")]
