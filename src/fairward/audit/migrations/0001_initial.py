"""The tables of the log."""

from django.db import migrations, models

import fairward.kernel.ids


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Detail",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "organisation_id", "id", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("organisation_id", models.UUIDField()),
                ("id", models.UUIDField(default=fairward.kernel.ids.new_id)),
                ("salt", models.BinaryField()),
                ("body", models.BinaryField()),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="InstallationCheckpoint",
            fields=[
                ("size", models.BigIntegerField(primary_key=True, serialize=False)),
                ("root", models.BinaryField()),
                ("frontier", models.BinaryField()),
                ("note", models.TextField()),
                ("public_key", models.TextField()),
                ("signed_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="Pending",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "organisation_id", "id", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("organisation_id", models.UUIDField()),
                ("id", models.UUIDField(default=fairward.kernel.ids.new_id)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Seen",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "organisation_id",
                        "item_id",
                        "leaf_id",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("organisation_id", models.UUIDField()),
                ("item_id", models.UUIDField()),
                ("leaf_id", models.UUIDField()),
            ],
        ),
        migrations.CreateModel(
            name="InstallationHead",
            fields=[
                ("place", models.BigIntegerField(primary_key=True, serialize=False)),
                ("organisation_id", models.UUIDField()),
                ("note", models.TextField()),
                ("leaf_hash", models.BinaryField()),
            ],
            options={
                "indexes": [models.Index(fields=["organisation_id", "place"], name="head_by_organisation")],
            },
        ),
        migrations.CreateModel(
            name="Leaf",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "organisation_id", "id", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("organisation_id", models.UUIDField()),
                ("id", models.UUIDField(default=fairward.kernel.ids.new_id)),
                ("at", models.DateTimeField()),
                ("event", models.CharField(max_length=60)),
                ("actor_id", models.UUIDField(null=True)),
                ("role", models.SmallIntegerField(null=True)),
                ("item_kind", models.CharField(max_length=40)),
                ("item_id", models.UUIDField(null=True)),
                ("item_count", models.IntegerField()),
                ("subject_id", models.UUIDField(null=True)),
                ("commitment", models.BinaryField()),
            ],
            options={
                "indexes": [
                    models.Index(fields=["organisation_id", "actor_id", "id"], name="leaf_by_actor"),
                    models.Index(fields=["organisation_id", "event", "id"], name="leaf_by_event"),
                    models.Index(
                        condition=models.Q(("subject_id__isnull", False)),
                        fields=["organisation_id", "subject_id", "id"],
                        name="leaf_by_subject",
                    ),
                    models.Index(
                        condition=models.Q(("item_id__isnull", False)),
                        fields=["organisation_id", "item_id", "id"],
                        name="leaf_by_item",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("item_count__gte", 0)), name="leaf_counts_its_items"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("actor_id__isnull", True), ("role__isnull", True)),
                            models.Q(("actor_id__isnull", False), ("role__isnull", False)),
                            _connector="OR",
                        ),
                        name="leaf_actor_acts_as_something",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="LogKey",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "organisation_id", "id", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("organisation_id", models.UUIDField()),
                ("id", models.UUIDField(default=fairward.kernel.ids.new_id)),
                ("public_key", models.TextField()),
                ("first_used_at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organisation_id", "public_key"), name="a_log_key_is_named_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Place",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "organisation_id", "id", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("organisation_id", models.UUIDField()),
                ("id", models.UUIDField(default=fairward.kernel.ids.new_id)),
                ("place", models.BigIntegerField()),
                ("leaf_hash", models.BinaryField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("organisation_id", "place"), name="one_line_at_a_place"),
                    models.CheckConstraint(condition=models.Q(("place__gte", 0)), name="places_begin_at_0"),
                ],
            },
        ),
        migrations.CreateModel(
            name="SignedHead",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "organisation_id", "id", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("organisation_id", models.UUIDField()),
                ("id", models.UUIDField(default=fairward.kernel.ids.new_id)),
                ("size", models.BigIntegerField()),
                ("root", models.BinaryField()),
                ("frontier", models.BinaryField()),
                ("note", models.TextField()),
                ("signed_at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("organisation_id", "size"), name="one_head_of_a_size")
                ],
            },
        ),
    ]
