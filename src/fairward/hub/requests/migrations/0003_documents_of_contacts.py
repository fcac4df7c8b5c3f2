"""A document that came with a contact, beside the passage that says so."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("requests", "0002_walls"),
    ]

    operations = [
        migrations.AddField(
            model_name="heldpassage",
            name="enclosed",
            field=models.BinaryField(default=b""),
        ),
    ]
