"""Numbers that outlive rows, numbers apart from cases, and which cases were counted."""

import uuid

import django.db.models.deletion
from django.db import migrations, models

import fairward.kernel.ids
import fairward.tenancy.fields


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("intake", "0003_files_of_contacts"),
    ]

    operations = [
        migrations.CreateModel(
            name="Apart",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "organisation_id", "id", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("organisation_id", models.UUIDField()),
                ("id", models.UUIDField(default=uuid.uuid4)),
                ("quarter", models.DateField()),
                ("feature", models.SmallIntegerField()),
                ("value", models.SmallIntegerField()),
                ("outcome", models.SmallIntegerField()),
                ("number", models.IntegerField(default=0)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organisation_id", "quarter", "feature", "value", "outcome"),
                        name="counted_apart_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("quarter__day", 1), ("quarter__month__in", [1, 4, 7, 10])),
                        name="apart_counts_quarters",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Tally",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "organisation_id", "id", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("organisation_id", models.UUIDField()),
                ("id", models.UUIDField(default=fairward.kernel.ids.new_id)),
                ("month", models.DateField()),
                ("what", models.SmallIntegerField()),
                ("about", models.CharField(blank=True, default="", max_length=40)),
                ("hours", models.IntegerField(default=0)),
                ("number", models.IntegerField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organisation_id", "month", "what", "about", "hours"), name="tally_of_a_month"
                    ),
                    models.CheckConstraint(condition=models.Q(("month__day", 1)), name="tally_counts_months"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Asked",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "organisation_id", "id", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("organisation_id", models.UUIDField()),
                ("id", models.UUIDField(default=uuid.uuid4)),
                ("case_id", models.UUIDField()),
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
                "constraints": [
                    models.UniqueConstraint(fields=("organisation_id", "case_id"), name="case_counted_once")
                ],
            },
        ),
    ]
