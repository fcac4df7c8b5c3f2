"""What was received into an entry: which passage it was goes with the entry. It may not open anything."""

from __future__ import annotations

from fairward.retention.hanging import delete, of_statements

# Which passages these entries were made of is not known any more: the package may bring them again.
ON_ENTRIES = of_statements(forget=delete(("receiving_takenpassage",), "entry_id = ANY(%(ids)s)"))
