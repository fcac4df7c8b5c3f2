"""Disagreements that came from outside, and what went back."""

from django.db import migrations, models

from fairward.tenancy.operations import OwnedReference


class Migration(migrations.Migration):
    dependencies = [
        ("intake", "0003_files_of_contacts"),
        ("talks", "0002_walls"),
        ("travel", "0002_walls"),
    ]

    operations = [
        migrations.AddField(
            model_name="disagreement",
            name="answer_package_id",
            field=models.UUIDField(null=True),
        ),
        migrations.AddField(
            model_name="disagreement",
            name="package_id",
            field=models.UUIDField(null=True),
        ),
        migrations.AddField(
            model_name="disagreement",
            name="partner_id",
            field=models.UUIDField(null=True),
        ),
        migrations.AddConstraint(
            model_name="disagreement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("answer_package_id__isnull", True),
                        ("package_id__isnull", True),
                        ("partner_id__isnull", True),
                    ),
                    models.Q(("package_id__isnull", False), ("partner_id__isnull", False)),
                    _connector="OR",
                ),
                name="disagreement_came_from_somebody",
            ),
        ),
        migrations.AddConstraint(
            model_name="disagreement",
            constraint=models.UniqueConstraint(
                fields=("organisation_id", "package_id"), name="disagreement_came_once"
            ),
        ),
        OwnedReference("talks_disagreement", "partner_id", "travel_partner"),
    ]
