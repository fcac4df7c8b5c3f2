"""Columns of partners, of packages on their way and arrived, of receipts and held heads."""

import django.db.models.deletion
from django.db import migrations, models

import fairward.kernel.ids
import fairward.tenancy.fields


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="PublishedCard",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("card", models.TextField()),
                ("ring_id", models.UUIDField()),
                ("made_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="DoorRefusal",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "organisation_id", "id", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("organisation_id", models.UUIDField()),
                ("id", models.UUIDField(default=fairward.kernel.ids.new_id)),
                ("reason", models.SmallIntegerField()),
                ("hour", models.DateTimeField()),
                ("count", models.IntegerField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organisation_id", "reason", "hour"), name="refusals_of_an_hour"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Partner",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "organisation_id", "id", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("organisation_id", models.UUIDField()),
                ("id", models.UUIDField(default=fairward.kernel.ids.new_id)),
                ("other_id", models.UUIDField()),
                ("state", models.SmallIntegerField(default=1)),
                ("card", models.TextField()),
                ("offered", models.TextField(blank=True, default="")),
                ("added_at", models.DateTimeField()),
                ("added_by", models.UUIDField()),
                ("confirmed_at", models.DateTimeField(null=True)),
                ("confirmed_by", models.UUIDField(null=True)),
                ("phoned", models.BinaryField(default=b"")),
                ("withdrawn_at", models.DateTimeField(null=True)),
                ("withdrawn_by", models.UUIDField(null=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("organisation_id", "other_id"), name="partner_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", 2), _negated=True),
                            models.Q(
                                ("confirmed_at__isnull", False),
                                ("confirmed_by__isnull", False),
                                models.Q(("phoned", b""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="partner_is_confirmed_by_somebody",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", 3), _negated=True),
                            models.Q(("withdrawn_at__isnull", False), ("withdrawn_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="partner_is_withdrawn_by_somebody",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Arrival",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "organisation_id", "id", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("organisation_id", models.UUIDField()),
                ("id", models.UUIDField(default=fairward.kernel.ids.new_id)),
                ("partner_id", models.UUIDField()),
                ("package_id", models.UUIDField()),
                ("kind", models.SmallIntegerField()),
                ("ring_id", models.UUIDField()),
                ("digest", models.CharField(max_length=64)),
                ("size", models.IntegerField()),
                ("sealed", models.BinaryField(null=True)),
                ("state", models.SmallIntegerField(default=3)),
                ("arrived_at", models.DateTimeField()),
                ("changed_at", models.DateTimeField()),
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
            name="Sending",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "organisation_id", "id", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("organisation_id", models.UUIDField()),
                ("id", models.UUIDField(default=fairward.kernel.ids.new_id)),
                ("partner_id", models.UUIDField()),
                ("package_id", models.UUIDField()),
                ("kind", models.SmallIntegerField()),
                ("ring_id", models.UUIDField()),
                ("digest", models.CharField(max_length=64)),
                ("size", models.IntegerField()),
                ("sealed", models.BinaryField(null=True)),
                ("state", models.SmallIntegerField(default=1)),
                ("receipt_number", models.IntegerField(default=0)),
                ("may_have_arrived", models.BooleanField(default=False)),
                ("attempts", models.IntegerField(default=0)),
                ("attempted_at", models.DateTimeField(null=True)),
                ("next_attempt_at", models.DateTimeField(null=True)),
                ("trouble", models.SmallIntegerField(default=0)),
                ("queued_at", models.DateTimeField()),
                ("queued_by", models.UUIDField()),
                ("changed_at", models.DateTimeField()),
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
            name="KeptReceipt",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "organisation_id", "id", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("organisation_id", models.UUIDField()),
                ("id", models.UUIDField(default=fairward.kernel.ids.new_id)),
                ("sending_id", models.UUIDField()),
                ("number", models.IntegerField()),
                ("state", models.SmallIntegerField()),
                ("said_at", models.DateTimeField()),
                ("kept_at", models.DateTimeField()),
                ("signed", models.BinaryField()),
                (
                    "sending",
                    fairward.tenancy.fields.OwnedForeignKey(
                        column="sending_id",
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="travel.sending",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Answer",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "organisation_id", "id", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("organisation_id", models.UUIDField()),
                ("id", models.UUIDField(default=fairward.kernel.ids.new_id)),
                ("arrival_id", models.UUIDField()),
                ("number", models.IntegerField()),
                ("state", models.SmallIntegerField()),
                ("signed", models.BinaryField()),
                ("made_at", models.DateTimeField()),
                ("made_by", models.UUIDField(null=True)),
                ("heard_at", models.DateTimeField(null=True)),
                ("attempts", models.IntegerField(default=0)),
                ("next_attempt_at", models.DateTimeField(null=True)),
                ("trouble", models.SmallIntegerField(default=0)),
                (
                    "arrival",
                    fairward.tenancy.fields.OwnedForeignKey(
                        column="arrival_id",
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="travel.arrival",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["organisation_id", "next_attempt_at"], name="answer_due")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organisation_id", "arrival_id", "number"), name="answer_numbered_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("heard_at__isnull", False), ("next_attempt_at__isnull", False), _connector="OR"
                        ),
                        name="what_was_not_heard_is_told_again",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HeldHead",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "organisation_id", "id", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("organisation_id", models.UUIDField()),
                ("id", models.UUIDField(default=fairward.kernel.ids.new_id)),
                ("partner_id", models.UUIDField()),
                ("log_id", models.UUIDField()),
                ("size", models.BigIntegerField()),
                ("root", models.CharField(max_length=64)),
                ("note", models.TextField()),
                ("log_key", models.TextField()),
                ("contradicts", models.BooleanField(default=False)),
                ("held_at", models.DateTimeField()),
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
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organisation_id", "partner_id", "log_id", "size", "root"),
                        name="head_held_once",
                    )
                ],
            },
        ),
        migrations.AddIndex(
            model_name="arrival",
            index=models.Index(fields=["organisation_id", "arrived_at"], name="arrival_by_time"),
        ),
        migrations.AddConstraint(
            model_name="arrival",
            constraint=models.UniqueConstraint(
                fields=("organisation_id", "partner_id", "package_id"), name="package_arrives_once"
            ),
        ),
        migrations.AddIndex(
            model_name="sending",
            index=models.Index(fields=["organisation_id", "next_attempt_at"], name="sending_due"),
        ),
        migrations.AddConstraint(
            model_name="sending",
            constraint=models.UniqueConstraint(
                fields=("organisation_id", "package_id"), name="package_sent_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="sending",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state__in", [1, 2]), _negated=True),
                    models.Q(("next_attempt_at__isnull", False), ("sealed__isnull", False)),
                    _connector="OR",
                ),
                name="what_is_on_its_way_is_tried_again",
            ),
        ),
        migrations.AddConstraint(
            model_name="keptreceipt",
            constraint=models.UniqueConstraint(
                fields=("organisation_id", "sending_id", "number"), name="receipt_kept_once"
            ),
        ),
    ]
