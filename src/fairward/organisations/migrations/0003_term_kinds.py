"""Term dates say what they are, so that half terms and days without pupils can be shown and changed as they were given."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("organisations", "0002_walls")]

    operations = [
        migrations.AddField(
            model_name="termdates",
            name="kind",
            field=models.SmallIntegerField(
                choices=[(1, "term"), (2, "half term"), (3, "day without pupils")], default=1
            ),
        ),
        migrations.AddConstraint(
            model_name="termdates",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", [1, 2, 3])), name="term_kind_is_known"
            ),
        ),
    ]
