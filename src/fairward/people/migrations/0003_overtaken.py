"""When something about an adult became narrower, so that what was given to them before is looked at again."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("people", "0002_wall")]
    operations = [
        migrations.AddField("relationship", "overtaken_at", models.DateTimeField(null=True)),
    ]
