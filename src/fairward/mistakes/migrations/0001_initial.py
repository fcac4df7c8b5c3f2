"""Proofs of correction, and what families are told about what is gone."""

import django.db.models.deletion
from django.db import migrations, models

import fairward.kernel.ids
import fairward.tenancy.fields


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("people", "0003_overtaken"),
    ]

    operations = [
        migrations.CreateModel(
            name="Proof",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "organisation_id", "id", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("organisation_id", models.UUIDField()),
                ("id", models.UUIDField(default=fairward.kernel.ids.new_id)),
                ("rule_id", models.CharField(max_length=80)),
                ("kept_because", models.CharField(max_length=1000)),
                ("review_on", models.DateField()),
                ("destroy_on", models.DateField()),
                ("child_id", models.UUIDField()),
                ("purpose", models.SmallIntegerField()),
                ("how", models.SmallIntegerField()),
                ("recorded_on", models.DateField()),
                ("entries", models.SmallIntegerField()),
                ("corrected_at", models.DateTimeField()),
                ("corrected_by", models.UUIDField()),
                ("destroyed_at", models.DateTimeField(null=True)),
                (
                    "child",
                    fairward.tenancy.fields.OwnedForeignKey(
                        column="child_id",
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="people.child",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["organisation_id", "child_id"], name="proof_of_child"),
                    models.Index(fields=["organisation_id", "destroy_on"], name="proof_due"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("review_on__lte", models.F("destroy_on"))),
                        name="proof_review_before_destroy",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="TakenFrom",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "organisation_id", "id", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("organisation_id", models.UUIDField()),
                ("id", models.UUIDField(default=fairward.kernel.ids.new_id)),
                ("child_id", models.UUIDField()),
                ("person_id", models.UUIDField()),
                ("because", models.SmallIntegerField()),
                ("at", models.DateTimeField()),
                ("is_told_outside", models.BooleanField()),
                (
                    "child",
                    fairward.tenancy.fields.OwnedForeignKey(
                        column="child_id",
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="people.child",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["organisation_id", "person_id", "child_id"], name="taken_from_person"
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("because__in", [1, 2, 3])), name="taken_for_a_known_reason"
                    )
                ],
            },
        ),
    ]
