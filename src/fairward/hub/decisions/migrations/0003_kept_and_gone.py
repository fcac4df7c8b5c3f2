"""Until when closed cases are kept, and what stays of those that are gone."""

import django.db.models.deletion
from django.db import migrations, models

import fairward.kernel.ids
import fairward.tenancy.fields
from fairward.tenancy.operations import OwnedReference, ProtectTable


class Migration(migrations.Migration):
    dependencies = [
        ("decisions", "0002_walls"),
        ("intake", "0003_files_of_contacts"),
    ]

    operations = [
        migrations.CreateModel(
            name="CaseGone",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "organisation_id", "id", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("organisation_id", models.UUIDField()),
                ("id", models.UUIDField(default=fairward.kernel.ids.new_id)),
                ("reference", models.CharField(max_length=9)),
                ("received_on", models.DateField()),
                ("closed_on", models.DateField()),
                ("ended", models.CharField(max_length=40)),
                ("was_corrected", models.BooleanField()),
                ("gone_on", models.DateField()),
            ],
            options={
                "indexes": [models.Index(fields=["organisation_id", "closed_on"], name="case_gone_proof")],
                "constraints": [
                    models.UniqueConstraint(fields=("organisation_id", "reference"), name="case_gone_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="CaseKept",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "organisation_id", "id", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("organisation_id", models.UUIDField()),
                ("id", models.UUIDField(default=fairward.kernel.ids.new_id)),
                ("case_id", models.UUIDField()),
                ("ended", models.CharField(max_length=40)),
                ("closed_on", models.DateField()),
                ("rule_id", models.CharField(max_length=80)),
                ("review_on", models.DateField()),
                ("destroy_on", models.DateField()),
                (
                    "case",
                    fairward.tenancy.fields.OwnedForeignKey(
                        column="case_id",
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="intake.case",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["organisation_id", "review_on"], name="case_kept_until")],
                "constraints": [
                    models.UniqueConstraint(fields=("organisation_id", "case_id"), name="case_kept_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("destroy_on__gte", models.F("review_on")),
                            ("review_on__gte", models.F("closed_on")),
                        ),
                        name="case_kept_in_order",
                    ),
                ],
            },
        ),
        *(ProtectTable(f"decisions_{one}") for one in ("casekept", "casegone")),
        OwnedReference("decisions_casekept", "case_id", "intake_case", "CASCADE"),
    ]
