from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("questions", "0002_walls")]

    operations = [
        migrations.AddField(
            model_name="hubquestion",
            name="is_consultation",
            field=models.BooleanField(default=False),
        ),
    ]
