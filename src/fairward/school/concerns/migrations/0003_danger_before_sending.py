"""An unsent report says since when a child in it is not safe, so that the desk need not wait for it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("concerns", "0002_wall")]
    operations = [
        migrations.AddField("draft", "danger_at", models.DateTimeField(null=True)),
    ]
