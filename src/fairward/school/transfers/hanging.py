"""What hangs on files that go: why one was not sent. The index and the receipt stay a year. It may not open anything."""

from __future__ import annotations

from fairward.retention.hanging import of_statements, select

_OF = "file_id = ANY(%(ids)s)"
_FORGET = f"""
UPDATE transfers_transferpart SET sealed = ''::bytea, file_id = NULL WHERE organisation_id = %(org)s AND {_OF}
"""  # noqa: S608 - constants of this module
# Nothing here hangs on single entries.
ON_ENTRIES = of_statements(file_records=select(("transfers_transferpart",), _OF), forget_files=(_FORGET,))
