"""How far a theme hold was sorted; what a decision keeps in place of an entry, and why it was taken back."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("retention", "0003_records_and_locks")]
    operations = [
        migrations.AddField("hold", "sorted_up_to", models.UUIDField(null=True)),
        migrations.AddField("reviewdecision", "withdrawn_because", models.BinaryField(default=b"")),
        migrations.AddField("reviewdecision", "summary", models.BinaryField(default=b"")),
        migrations.AddField("reviewdecision", "keeps_attachments", models.BooleanField(default=False)),
    ]
