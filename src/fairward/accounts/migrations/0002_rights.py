"""What the application may do with the tables that no organisation owns. It moves no data."""

from django.db import migrations

from fairward.tenancy.operations import ShareTable


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial"), ("mfa", "0003_authenticator_type_uniq")]

    operations = [
        ShareTable("accounts_account", "SELECT, INSERT, UPDATE"),
        ShareTable("accounts_firstcode"),
        ShareTable("accounts_session"),
        ShareTable("accounts_guesswindow"),
        ShareTable("mfa_authenticator"),
    ]
