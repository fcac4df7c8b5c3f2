from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("access_requests", "0002_walls")]
    operations = [
        *(
            migrations.AddField(model_name="accessrequest", name=name, field=field)
            for name, field in (
                ("words_looked_at", models.DateTimeField(null=True)),
                ("words_looked_by", models.UUIDField(null=True)),
                ("unfiled_count", models.IntegerField(null=True)),
                ("unfiled_at", models.DateTimeField(null=True)),
                ("unfiled_by", models.UUIDField(null=True)),
                ("unfiled_look_on", models.DateField(null=True)),
            )
        ),
        migrations.AddConstraint(
            model_name="accessrequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("words_looked_at__isnull", True), ("words_looked_by__isnull", True)),
                    models.Q(("words_looked_at__isnull", False), ("words_looked_by__isnull", False)),
                    _connector="OR",
                ),
                name="words_looked_at_by_somebody",
            ),
        ),
        migrations.AddConstraint(
            model_name="accessrequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("unfiled_at__isnull", True),
                        ("unfiled_by__isnull", True),
                        ("unfiled_count__isnull", True),
                        ("unfiled_look_on__isnull", True),
                    ),
                    models.Q(
                        ("unfiled_at__isnull", False),
                        ("unfiled_by__isnull", False),
                        ("unfiled_count__gt", 0),
                        ("unfiled_look_on__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="without_reports_until_a_day",
            ),
        ),
    ]
