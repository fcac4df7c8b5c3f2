"""A hold can name one thing that is no entry; an order can wait for its day."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("retention", "0008_sent_on"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="hold",
            name="hold_names_its_scope",
        ),
        migrations.AddField(
            model_name="destruction",
            name="not_before",
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name="hold",
            name="item_id",
            field=models.UUIDField(null=True),
        ),
        migrations.AddField(
            model_name="hold",
            name="item_kind",
            field=models.SmallIntegerField(null=True),
        ),
        migrations.AddConstraint(
            model_name="hold",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("child_id__isnull", False),
                    ("file_id__isnull", False),
                    ("purpose__isnull", False),
                    ("item_id__isnull", False),
                    models.Q(("theme", ""), _negated=True),
                    ("since_on__isnull", False),
                    ("until_on__isnull", False),
                    _connector="OR",
                ),
                name="hold_names_its_scope",
            ),
        ),
        migrations.AddConstraint(
            model_name="hold",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("item_id__isnull", True), ("item_kind__isnull", True)),
                    models.Q(("item_id__isnull", False), ("item_kind__isnull", False)),
                    _connector="OR",
                ),
                name="hold_names_a_thing_by_its_kind",
            ),
        ),
    ]
