"""What access requests hold of an entry: passages, the reasons for them, and the drawn answer. It may not open anything."""

from __future__ import annotations

from fairward.retention.hanging import Hanging, delete, of_statements, select

_ENTRIES, _OF = "entry_id = ANY(%(ids)s)", "case_id = ANY(%(ids)s)"
_PASSAGE, _REASON = ("access_requests_casepassage",), ("access_requests_passagereason",)
_PIECE, _OPENING = ("access_requests_answerpiece",), ("access_requests_fileopening",)


def _with(passages: str, pieces: str, *more: str, forget_files: tuple[str, ...] = ()) -> Hanging:
    """Reasons of these passages, these pieces of answers, the passages themselves, and more rows that hold no words."""
    reasons = f"passage_id IN ({select(_PASSAGE, passages)})"
    return of_statements(
        f"{select(_REASON, reasons)} UNION ALL {select(_PIECE, pieces)}",
        (
            *delete(_REASON, reasons),
            *delete(_PIECE, pieces),
            # The answer is to be put together again before anybody sends it.
            f"UPDATE access_requests_accessrequest SET made_at = NULL WHERE organisation_id = %(org)s AND {pieces}",  # noqa: S608
            *delete(_PASSAGE, passages),
            *more,
        ),
        forget_files=forget_files,
    )


ON_ENTRIES = _with(
    _ENTRIES,
    # An answer is put together whole: where one entry of it is gone, none of its pieces says what was sent any more.
    f"case_id IN ({select(_PASSAGE, _ENTRIES, 'case_id')})",
    forget_files=delete(_OPENING, "file_id = ANY(%(ids)s)"),
)
ON_CASES = _with(
    _OF, _OF, *delete((*_OPENING, "access_requests_searchline", "access_requests_accessrequest"), _OF)
)
