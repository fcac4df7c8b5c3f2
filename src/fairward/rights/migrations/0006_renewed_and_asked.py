"""When what is shown was last compared with the entry; who was asked for a decision that is missing."""

import django.db.models.deletion
from django.db import migrations, models

import fairward.kernel.ids
import fairward.tenancy.fields
from fairward.tenancy.operations import OwnedReference, ProtectTable


class Migration(migrations.Migration):
    dependencies = [("rights", "0005_talked_on"), ("files", "0005_checked_withdrawn_confidential")]
    operations = [
        migrations.AddField(
            model_name="shownversion", name="renewed_at", field=models.DateTimeField(null=True)
        ),
        migrations.CreateModel(
            name="DecisionAsked",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "organisation_id", "id", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("organisation_id", models.UUIDField()),
                ("id", models.UUIDField(default=fairward.kernel.ids.new_id)),
                ("entry_id", models.UUIDField()),
                ("person_id", models.UUIDField()),
                ("missing_since_on", models.DateField()),
                ("step", models.SmallIntegerField()),
                ("asked_at", models.DateTimeField()),
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
                        fields=("organisation_id", "entry_id", "person_id", "missing_since_on", "step"),
                        name="asked_once_a_step",
                    )
                ],
            },
        ),
        ProtectTable("rights_decisionasked"),
        OwnedReference("rights_decisionasked", "entry_id", "files_entry"),
    ]
