"""What families were shown of an entry, what was decided about that, and whose added words are whose. It opens nothing."""

from __future__ import annotations

from fairward.retention.hanging import delete, of_statements, select

_OF = "entry_id = ANY(%(ids)s)"
ON_ENTRIES = of_statements(
    # Each version that was ever shown has two records: what the person reads, and what was left out of it.
    select(("rights_shownversion",), _OF, "unnest(ARRAY[id, masks_id])"),
    delete(
        (
            "rights_shownversion",
            "rights_audiencedecision",
            "rights_decisionasked",
            "rights_releasedlook",
            "rights_myside",
        ),
        _OF,
    ),
)
