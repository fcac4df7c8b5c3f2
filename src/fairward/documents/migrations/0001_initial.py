"""The table of attachments."""

from django.db import migrations, models

import fairward.kernel.ids


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Attachment",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "organisation_id", "id", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("organisation_id", models.UUIDField()),
                ("id", models.UUIDField(default=fairward.kernel.ids.new_id)),
                ("owner_kind", models.SmallIntegerField()),
                ("owner_id", models.UUIDField()),
                ("position", models.SmallIntegerField()),
                ("media_type", models.SmallIntegerField()),
                ("scan_state", models.SmallIntegerField()),
                ("size", models.IntegerField()),
                ("stored_at", models.DateTimeField()),
                ("sealed_name", models.BinaryField()),
                ("sealed_content", models.BinaryField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organisation_id", "owner_kind", "owner_id", "position"),
                        name="one_attachment_at_a_position",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("owner_kind__in", [1, 2, 3])), name="attachment_owner_kind_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("media_type__in", [1, 2, 3, 4, 5])), name="attachment_type_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("scan_state__in", [1, 2, 3, 4])), name="attachment_scan_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("position__gte", 0), ("size__gt", 0)),
                        name="attachment_size_and_position",
                    ),
                ],
            },
        ),
    ]
