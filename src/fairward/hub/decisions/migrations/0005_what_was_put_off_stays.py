"""A line of who hears it later stays when they were told after all: it says since when that is over."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("decisions", "0004_decided_anew"),
        ("intake", "0003_files_of_contacts"),
    ]

    operations = [
        migrations.AddField(
            model_name="feedback",
            name="ended_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddConstraint(
            model_name="feedback",
            constraint=models.CheckConstraint(
                condition=models.Q(("ended_at__isnull", True), ("how__isnull", True), _connector="OR"),
                name="only_what_was_put_off_is_over",
            ),
        ),
        migrations.AddConstraint(
            model_name="feedback",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_at__isnull", True), ("how__isnull", True)),
                fields=("organisation_id", "case_id", "person_id"),
                name="put_off_once_at_a_time",
            ),
        ),
    ]
