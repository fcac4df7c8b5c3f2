import django.db.models.deletion
from django.db import migrations, models

import fairward.kernel.ids
import fairward.tenancy.fields
from fairward.tenancy.operations import OwnedReference, ProtectTable


class Migration(migrations.Migration):
    dependencies = [("rights", "0006_renewed_and_asked"), ("files", "0005_checked_withdrawn_confidential")]
    operations = [
        migrations.CreateModel(
            name="ReleasedLook",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "organisation_id", "id", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("organisation_id", models.UUIDField()),
                ("id", models.UUIDField(default=fairward.kernel.ids.new_id)),
                ("line_id", models.UUIDField()),
                ("entry_id", models.UUIDField()),
                ("child_id", models.UUIDField()),
                ("person_id", models.UUIDField()),
                ("released_by", models.UUIDField()),
                ("released_at", models.DateTimeField()),
                (
                    "entry",
                    fairward.tenancy.fields.OwnedForeignKey(
                        column="entry_id",
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="files.entry",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organisation_id", "person_id", "line_id", "entry_id"),
                        name="a_look_is_released_once",
                    )
                ],
            },
        ),
        ProtectTable("rights_releasedlook"),
        OwnedReference("rights_releasedlook", "entry_id", "files_entry"),
        OwnedReference("rights_releasedlook", "child_id", "people_child"),
    ]
