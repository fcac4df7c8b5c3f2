import django.db.models.deletion
from django.db import migrations, models

import fairward.kernel.ids
import fairward.tenancy.fields
from fairward.tenancy.operations import OwnedReference, ProtectTable


class Migration(migrations.Migration):
    dependencies = [("following", "0002_walls")]

    operations = [
        migrations.CreateModel(
            name="HandedNotice",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "organisation_id", "id", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("organisation_id", models.UUIDField()),
                ("id", models.UUIDField(default=fairward.kernel.ids.new_id)),
                ("notice_id", models.UUIDField()),
                ("sealed", models.BinaryField(default=b"")),
                ("digest", models.CharField(max_length=64)),
                ("made_at", models.DateTimeField()),
                ("made_by", models.UUIDField()),
                ("times_made", models.IntegerField(default=1)),
                ("fetched_at", models.DateTimeField(null=True)),
                ("receipt_by", models.BinaryField(default=b"")),
                ("is_receipt_same", models.BooleanField(null=True)),
            ],
        ),
        migrations.AddField(
            model_name="handednotice",
            name="notice",
            field=fairward.tenancy.fields.OwnedForeignKey(
                column="notice_id",
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="following.notice",
            ),
        ),
        migrations.AddConstraint(
            model_name="handednotice",
            constraint=models.UniqueConstraint(
                fields=("organisation_id", "notice_id"), name="notice_handed_over_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="handednotice",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("is_receipt_same__isnull", True), ("receipt_by", b"")),
                    models.Q(
                        ("is_receipt_same__isnull", False), models.Q(("receipt_by", b""), _negated=True)
                    ),
                    _connector="OR",
                ),
                name="a_notice_receipt_says_who",
            ),
        ),
        ProtectTable("following_handednotice"),
        OwnedReference("following_handednotice", "notice_id", "following_notice", "CASCADE"),
    ]
