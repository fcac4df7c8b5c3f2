"""Remembers when the log's details about what was destroyed were erased."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("retention", "0005_decisions_to_keep")]
    operations = [migrations.AddField("destruction", "details_erased_at", models.DateTimeField(null=True))]
