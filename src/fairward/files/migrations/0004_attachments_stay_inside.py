"""An entry's attachment is one of the same organisation."""

from django.db import migrations

from fairward.tenancy.operations import OwnedReference


class Migration(migrations.Migration):
    dependencies = [("files", "0003_to_decide"), ("documents", "0002_wall")]
    operations = [OwnedReference("files_entryattachment", "attachment_id", "documents_attachment")]
