"""Notices of the police to schools."""

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
            name="Notice",
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
                ("hub_partner_id", models.UUIDField(null=True)),
                ("hub_package_id", models.UUIDField(null=True)),
                ("sealed", models.BinaryField()),
                ("attended_at", models.DateTimeField()),
                ("due_at", models.DateTimeField()),
                ("sent_at", models.DateTimeField()),
                ("sent_by", models.UUIDField()),
                (
                    "hub_partner",
                    fairward.tenancy.fields.OwnedForeignKey(
                        column="hub_partner_id",
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="travel.partner",
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
            options={
                "indexes": [models.Index(fields=["organisation_id", "sent_at"], name="notice_by_time")],
                "constraints": [
                    models.UniqueConstraint(fields=("organisation_id", "package_id"), name="notice_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("hub_package_id__isnull", True), ("hub_partner_id__isnull", True)),
                            models.Q(("hub_package_id__isnull", False), ("hub_partner_id__isnull", False)),
                            _connector="OR",
                        ),
                        name="hub_is_told_by_package",
                    ),
                ],
            },
        ),
    ]
