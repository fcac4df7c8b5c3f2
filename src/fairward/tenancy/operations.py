"""Migration operations that build the wall: row-level security, rights, composite references. No data is moved here."""

from __future__ import annotations

from django.conf import settings
from django.db.migrations.operations import RunSQL

MINE = "organisation_id = nullif(current_setting('fairward.organisation', true), '')::uuid"


def _application_role() -> str:
    return str(getattr(settings, "FAIRWARD_APPLICATION_ROLE", "fairward_app"))


class ProtectTable(RunSQL):
    """Row-level security, enabled and forced, on a table that an organisation owns; the application may read and write."""

    rights = "SELECT, INSERT, UPDATE, DELETE"

    def __init__(self, table: str) -> None:
        self.table = table
        super().__init__(
            sql=[
                f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY",
                f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY",
                f"CREATE POLICY one_organisation ON {table} USING ({MINE}) WITH CHECK ({MINE})",
                f"REVOKE ALL ON {table} FROM PUBLIC",
                f"GRANT {self.rights} ON {table} TO {_application_role()}",
            ],
            reverse_sql=[f"DROP POLICY IF EXISTS one_organisation ON {table}"],
        )

    def deconstruct(self) -> tuple[str, list[str], dict[str, str]]:
        return type(self).__name__, [self.table], {}


class AppendOnly(ProtectTable):
    """As ProtectTable, but the application's role can neither change nor delete a row."""

    rights = "SELECT, INSERT"


class ShareTable(RunSQL):
    """Rights on a table of the installation that no organisation owns (accounts, sessions, the queue)."""

    def __init__(self, table: str, rights: str = "SELECT, INSERT, UPDATE, DELETE") -> None:
        self.table, self.rights = table, rights
        super().__init__(sql=[f"GRANT {rights} ON {table} TO {_application_role()}"], reverse_sql=[])

    def deconstruct(self) -> tuple[str, list[str], dict[str, str]]:
        return type(self).__name__, [self.table, self.rights], {}


class OwnedReference(RunSQL):
    """A real composite foreign key (organisation_id, column) -> (organisation_id, id): it cannot cross organisations."""

    def __init__(self, table: str, column: str, target: str, on_delete: str = "NO ACTION") -> None:
        self.arguments = [table, column, target, on_delete]
        name = f"{table}_{column}_owned"[:63]
        super().__init__(
            sql=[
                f"ALTER TABLE {table} ADD CONSTRAINT {name} FOREIGN KEY (organisation_id, {column}) "
                f"REFERENCES {target} (organisation_id, id) ON DELETE {on_delete} DEFERRABLE INITIALLY DEFERRED"
            ],
            reverse_sql=[f"ALTER TABLE {table} DROP CONSTRAINT IF EXISTS {name}"],
        )

    def deconstruct(self) -> tuple[str, list[str], dict[str, str]]:
        return type(self).__name__, self.arguments, {}
