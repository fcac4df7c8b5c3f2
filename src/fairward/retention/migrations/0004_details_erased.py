"""Remembers when the log's details about what was destroyed were erased."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("retention", "0003_records_and_locks")]
    operations = [migrations.AddField("destruction", "details_erased_at", models.DateTimeField(null=True))]
