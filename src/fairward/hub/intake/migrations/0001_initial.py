"""Contacts and cases of a hub."""

import django.db.models.deletion
from django.db import migrations, models

import fairward.kernel.ids
import fairward.tenancy.fields


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("travel", "0002_walls"),
    ]

    operations = [
        migrations.CreateModel(
            name="Case",
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
                ("source", models.SmallIntegerField()),
                ("kind", models.SmallIntegerField(null=True)),
                ("partner_id", models.UUIDField(null=True)),
                ("arrival_id", models.UUIDField(null=True)),
                ("package_id", models.UUIDField(null=True)),
                ("state", models.SmallIntegerField(default=1)),
                ("is_danger", models.BooleanField(default=False)),
                ("has_identity", models.BooleanField(default=False)),
                ("has_reason", models.BooleanField(default=False)),
                ("missing", models.SmallIntegerField(default=0)),
                ("for_named", models.IntegerField(default=0)),
                ("received_at", models.DateTimeField()),
                ("acknowledged_at", models.DateTimeField(null=True)),
                ("route", models.SmallIntegerField(null=True)),
                ("routed_at", models.DateTimeField(null=True)),
                ("routed_by", models.UUIDField(null=True)),
                ("reasons_due", models.BooleanField(default=False)),
                ("rating", models.SmallIntegerField(null=True)),
                ("rated_at", models.DateTimeField(null=True)),
                ("rated_by", models.UUIDField(null=True)),
                ("decide_by", models.DateTimeField(null=True)),
                ("due_at", models.DateTimeField()),
                ("held_by", models.UUIDField(null=True)),
                ("changed_at", models.DateTimeField()),
                ("closed_at", models.DateTimeField(null=True)),
                (
                    "arrival",
                    fairward.tenancy.fields.OwnedForeignKey(
                        column="arrival_id",
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="travel.arrival",
                    ),
                ),
                (
                    "partner",
                    fairward.tenancy.fields.OwnedForeignKey(
                        column="partner_id",
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="travel.partner",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="CaseLink",
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
                ("other_case_id", models.UUIDField()),
                ("kind", models.SmallIntegerField()),
                ("decided_at", models.DateTimeField()),
                ("decided_by", models.UUIDField()),
                (
                    "case",
                    fairward.tenancy.fields.OwnedForeignKey(
                        column="case_id",
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="intake.case",
                    ),
                ),
                (
                    "other_case",
                    fairward.tenancy.fields.OwnedForeignKey(
                        column="other_case_id",
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="intake.case",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="CaseNote",
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
                ("kind", models.SmallIntegerField()),
                ("sealed", models.BinaryField()),
                ("written_at", models.DateTimeField()),
                ("written_by", models.UUIDField()),
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
        ),
        migrations.CreateModel(
            name="CasePerson",
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
                ("kind", models.SmallIntegerField()),
                ("identity", models.BinaryField()),
                ("match_digest", models.UUIDField(null=True)),
                ("name_digest", models.UUIDField(null=True)),
                ("home_digest", models.UUIDField(null=True)),
                ("added_at", models.DateTimeField()),
                ("added_by", models.UUIDField(null=True)),
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
        ),
        migrations.CreateModel(
            name="Contact",
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
                ("format", models.SmallIntegerField()),
                ("sealed", models.BinaryField()),
                ("made_at", models.DateTimeField()),
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
        ),
        migrations.CreateModel(
            name="FormUse",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "organisation_id", "id", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("organisation_id", models.UUIDField()),
                ("id", models.UUIDField(default=fairward.kernel.ids.new_id)),
                ("network", models.UUIDField()),
                ("hour", models.DateTimeField()),
                ("count", models.IntegerField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organisation_id", "network", "hour"), name="form_uses_of_an_hour"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Practice",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "organisation_id", "id", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("organisation_id", models.UUIDField()),
                ("id", models.UUIDField(default=fairward.kernel.ids.new_id)),
                ("version", models.IntegerField()),
                ("threshold", models.TextField(blank=True, default="")),
                ("days", models.SmallIntegerField()),
                ("opens", models.TimeField()),
                ("closes", models.TimeField()),
                ("made_at", models.DateTimeField()),
                ("made_by", models.UUIDField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("organisation_id", "version"), name="practice_once"),
                    models.CheckConstraint(
                        condition=models.Q(("days__range", (1, 127))), name="hub_opens_on_some_day"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RatingGiven",
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
                ("rating", models.SmallIntegerField()),
                ("sealed", models.BinaryField()),
                ("practice_version", models.IntegerField()),
                ("decide_by", models.DateTimeField()),
                ("given_at", models.DateTimeField()),
                ("given_by", models.UUIDField()),
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
        ),
        migrations.CreateModel(
            name="Teller",
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
                ("sealed", models.BinaryField()),
                ("made_at", models.DateTimeField()),
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
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                condition=models.Q(("state", 10), _negated=True),
                fields=["organisation_id", "-is_danger", "due_at"],
                name="case_on_board",
            ),
        ),
        migrations.AddConstraint(
            model_name="case",
            constraint=models.UniqueConstraint(
                fields=("organisation_id", "reference"), name="case_reference_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="case",
            constraint=models.UniqueConstraint(
                fields=("organisation_id", "arrival_id"), name="contact_taken_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="case",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("route__isnull", True), ("routed_at__isnull", True), ("routed_by__isnull", True)
                    ),
                    models.Q(
                        ("route__isnull", False), ("routed_at__isnull", False), ("routed_by__isnull", False)
                    ),
                    _connector="OR",
                ),
                name="way_is_chosen_by_somebody",
            ),
        ),
        migrations.AddConstraint(
            model_name="case",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("decide_by__isnull", True),
                        ("rated_at__isnull", True),
                        ("rated_by__isnull", True),
                        ("rating__isnull", True),
                    ),
                    models.Q(
                        ("decide_by__isnull", False),
                        ("rated_at__isnull", False),
                        ("rated_by__isnull", False),
                        ("rating__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="case_is_rated_by_somebody",
            ),
        ),
        migrations.AddConstraint(
            model_name="case",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("closed_at__isnull", False), ("state", 10)),
                    models.Q(models.Q(("state", 10), _negated=True), ("closed_at__isnull", True)),
                    _connector="OR",
                ),
                name="case_is_closed_on_a_day",
            ),
        ),
        migrations.AddConstraint(
            model_name="case",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", 2), _negated=True),
                    models.Q(("missing", 0), _negated=True),
                    _connector="OR",
                ),
                name="incomplete_for_something",
            ),
        ),
        migrations.AddIndex(
            model_name="caselink",
            index=models.Index(fields=["organisation_id", "other_case_id"], name="link_from_other_case"),
        ),
        migrations.AddConstraint(
            model_name="caselink",
            constraint=models.UniqueConstraint(
                fields=("organisation_id", "case_id", "other_case_id"), name="cases_linked_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="caselink",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", [1, 2, 3, 4])), name="link_is_known"
            ),
        ),
        migrations.AddIndex(
            model_name="casenote",
            index=models.Index(fields=["organisation_id", "case_id", "written_at"], name="note_of_case"),
        ),
        migrations.AddIndex(
            model_name="caseperson",
            index=models.Index(fields=["organisation_id", "case_id"], name="person_of_case"),
        ),
        migrations.AddIndex(
            model_name="caseperson",
            index=models.Index(fields=["organisation_id", "name_digest"], name="person_by_name"),
        ),
        migrations.AddIndex(
            model_name="caseperson",
            index=models.Index(fields=["organisation_id", "home_digest"], name="person_by_home"),
        ),
        migrations.AddIndex(
            model_name="contact",
            index=models.Index(fields=["organisation_id", "case_id"], name="contact_of_case"),
        ),
        migrations.AddIndex(
            model_name="ratinggiven",
            index=models.Index(fields=["organisation_id", "case_id", "given_at"], name="rating_of_case"),
        ),
        migrations.AddConstraint(
            model_name="teller",
            constraint=models.UniqueConstraint(fields=("organisation_id", "case_id"), name="one_teller"),
        ),
    ]
