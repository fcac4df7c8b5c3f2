"""How many records an order destroyed; no hold is made while keys go; references are found from the other side."""

from django.db import migrations, models

# A hold and the last question before keys go wait for each other: whichever comes first wins.
_LOCK = """
CREATE FUNCTION retention_lock_of(organisation uuid) RETURNS bigint LANGUAGE sql IMMUTABLE
AS $$ SELECT hashtextextended('retention.hold:' || organisation::text, 0) $$;
CREATE FUNCTION retention_wait_for_destruction() RETURNS trigger LANGUAGE plpgsql
AS $$ BEGIN PERFORM pg_advisory_xact_lock(retention_lock_of(NEW.organisation_id)); RETURN NEW; END $$;
CREATE TRIGGER a_hold_waits_for_destruction BEFORE INSERT OR UPDATE ON retention_hold
FOR EACH ROW EXECUTE FUNCTION retention_wait_for_destruction();
"""
_UNLOCK = """
DROP TRIGGER a_hold_waits_for_destruction ON retention_hold;
DROP FUNCTION retention_wait_for_destruction();
DROP FUNCTION retention_lock_of(uuid);
"""

# Deleting a row asks every table that refers to it: without an index that is a look at the whole table.
_REFERRED = (
    ("files_entry", "about_entry_id"),
    ("files_entry", "concern_id"),
    ("files_restson", "statement_id"),
    ("files_annotation", "statement_id"),
    ("files_entryattachment", "attachment_id"),
    ("rights_shownversion", "entry_id"),
    ("rights_myside", "entry_id"),
    ("cases_casetarget", "statement_id"),
    ("cases_correctiondecision", "statement_id"),
    ("cases_correctiondecision", "new_statement_id"),
    ("access_requests_casepassage", "entry_id"),
    ("access_requests_fileopening", "file_id"),
    ("exchange_disclosure", "file_id"),
    ("concerns_concernchild", "entry_id"),
    ("concerns_concern", "merged_into"),
    ("retention_holdspared", "entry_id"),
)


def _index(table: str, column: str) -> migrations.RunSQL:
    name = f"{table}_{column}_back"[:63]
    return migrations.RunSQL(
        f"CREATE INDEX {name} ON {table} (organisation_id, {column}) WHERE {column} IS NOT NULL",
        f"DROP INDEX {name}",
    )


class Migration(migrations.Migration):
    dependencies = [
        ("retention", "0002_walls"),
        ("files", "0005_checked_withdrawn_confidential"),
        ("rights", "0006_renewed_and_asked"),
        ("cases", "0003_decided_told_found"),
        ("access_requests", "0002_walls"),
        ("exchange", "0002_walls"),
        ("concerns", "0004_entries_of_concerns"),
    ]
    operations = [
        migrations.AddField("destruction", "records", models.IntegerField(default=0)),
        migrations.RunSQL(_LOCK, _UNLOCK),
        *(_index(*reference) for reference in _REFERRED),
    ]
