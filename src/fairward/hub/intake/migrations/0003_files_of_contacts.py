"""Files that came in a package, each beside what came in."""

import django.db.models.deletion
from django.db import migrations, models

import fairward.kernel.ids
import fairward.tenancy.fields
from fairward.tenancy.operations import OwnedReference, ProtectTable


class Migration(migrations.Migration):
    dependencies = [
        ("intake", "0002_walls"),
    ]

    operations = [
        migrations.CreateModel(
            name="ContactFile",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "organisation_id", "id", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("organisation_id", models.UUIDField()),
                ("id", models.UUIDField(default=fairward.kernel.ids.new_id)),
                ("contact_id", models.UUIDField()),
                ("place", models.IntegerField()),
                ("sealed", models.BinaryField()),
                (
                    "contact",
                    fairward.tenancy.fields.OwnedForeignKey(
                        column="contact_id",
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="intake.contact",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organisation_id", "contact_id", "place"), name="contact_file_once"
                    )
                ],
            },
        ),
        ProtectTable("intake_contactfile"),
        OwnedReference("intake_contactfile", "contact_id", "intake_contact", "CASCADE"),
    ]
