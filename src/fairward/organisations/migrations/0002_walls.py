"""Row-level security: an organisation's own rows, and for one account its own memberships before it has chosen."""

from django.db import migrations

from fairward.tenancy.operations import ProtectTable, ShareTable

CURRENT = "nullif(current_setting('fairward.organisation', true), '')::uuid"
ACCOUNT = "nullif(current_setting('fairward.account', true), '')::uuid"

OWN_WORKPLACES = f"SELECT organisation_id FROM organisations_membership WHERE account_id = {ACCOUNT}"  # noqa: S608


class Migration(migrations.Migration):
    dependencies = [("organisations", "0001_initial")]

    operations = [
        ProtectTable("organisations_membership"),
        ProtectTable("organisations_callnumber"),
        ProtectTable("organisations_termdates"),
        ShareTable("organisations_installedorganisation", "SELECT, INSERT"),
        ShareTable("organisations_organisation", "SELECT, INSERT, UPDATE"),
        migrations.RunSQL(
            sql=[
                "ALTER TABLE organisations_organisation ENABLE ROW LEVEL SECURITY",
                "ALTER TABLE organisations_organisation FORCE ROW LEVEL SECURITY",
                f"CREATE POLICY one_organisation ON organisations_organisation "
                f"USING (id = {CURRENT}) WITH CHECK (id = {CURRENT})",
                f"CREATE POLICY own_memberships ON organisations_membership "
                f"FOR SELECT USING (account_id = {ACCOUNT})",
                "CREATE POLICY own_workplaces ON organisations_organisation FOR SELECT USING (id IN ("
                f"{OWN_WORKPLACES}))",
            ],
            reverse_sql=[
                "DROP POLICY own_workplaces ON organisations_organisation",
                "DROP POLICY own_memberships ON organisations_membership",
                "DROP POLICY one_organisation ON organisations_organisation",
                "ALTER TABLE organisations_organisation NO FORCE ROW LEVEL SECURITY",
                "ALTER TABLE organisations_organisation DISABLE ROW LEVEL SECURITY",
            ],
        ),
    ]
