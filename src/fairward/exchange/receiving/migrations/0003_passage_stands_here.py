from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("receiving", "0002_walls")]

    operations = [
        migrations.AddField(
            model_name="takenpassage",
            name="here_id",
            field=models.UUIDField(null=True),
        ),
    ]
