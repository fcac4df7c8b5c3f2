"""The concerns that wait for a decision, without reading every entry of the organisation."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("files", "0002_wall")]
    operations = [
        migrations.AddIndex(
            "entry",
            models.Index(
                fields=["organisation_id", "recorded_at"],
                name="entry_to_decide",
                condition=Q(kind=1, state=1, about_entry_id__isnull=True),
            ),
        ),
    ]
