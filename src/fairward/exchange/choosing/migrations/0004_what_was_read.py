from django.db import migrations, models


class Migration(migrations.Migration):
    """What was read through before this has no digest: it is read through once more before it goes."""

    dependencies = [("choosing", "0003_second_and_handed_over")]

    operations = [
        migrations.AddField(
            model_name="draft",
            name="read_sealed",
            field=models.BinaryField(default=b""),
        ),
    ]
