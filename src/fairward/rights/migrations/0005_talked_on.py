"""When somebody was shown an entry after a talk: the day of the talk."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("rights", "0004_walls")]
    operations = [
        migrations.AddField(
            model_name="audiencedecision", name="talked_on", field=models.DateField(null=True)
        ),
    ]
