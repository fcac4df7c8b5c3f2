"""A scrutineer is a role, too."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("organisations", "0003_term_kinds"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="membership",
            name="membership_role_is_known",
        ),
        migrations.AddConstraint(
            model_name="membership",
            constraint=models.CheckConstraint(
                condition=models.Q(("role__in", [1, 2, 3, 4, 5, 6, 7, 8, 20, 21, 22, 23, 30, 31, 40, 41])),
                name="membership_role_is_known",
            ),
        ),
    ]
