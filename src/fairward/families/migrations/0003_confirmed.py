"""When the lead last looked at an access that had closed, and opened it again."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("families", "0002_walls")]
    operations = [
        migrations.AddField("childaccess", "confirmed_at", models.DateTimeField(null=True)),
    ]
