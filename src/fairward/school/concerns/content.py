"""What is inside the seal of a concern, as plain values and as bytes. It may not touch keys or rows."""

from __future__ import annotations

import json
from dataclasses import dataclass
from uuid import UUID

from fairward.files.content import StatementContent, statement_from, statement_to_plain

CONCERN_TABLE = "concerns_concern"
ADDITION_TABLE = "concerns_addition"


@dataclass(frozen=True, slots=True)
class ConcernContent:
    """A report as its writer left it. `unknown_child` describes a child whose name the writer does not know;
    `told` says whom they told already; `safe_note` what they know of the child's safety now."""

    statements: tuple[StatementContent, ...]
    where: str = ""
    unknown_child: str = ""
    told: str = ""
    safe_note: str = ""
    attachment_ids: tuple[UUID, ...] = ()


def concern_to_bytes(content: ConcernContent) -> bytes:
    """Serialise for sealing (JSON, UTF-8)."""
    value = {
        "format": 1,
        "statements": [statement_to_plain(one) for one in content.statements],
        "where": content.where,
        "unknown_child": content.unknown_child,
        "told": content.told,
        "safe_note": content.safe_note,
        "attachments": [str(one) for one in content.attachment_ids],
    }
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def concern_from_bytes(raw: bytes) -> ConcernContent:
    """Read what `concern_to_bytes` wrote."""
    value = json.loads(raw)
    if value["format"] != 1:
        raise ValueError(f"concern format {value['format']} is not known here")
    return ConcernContent(
        statements=tuple(statement_from(plain) for plain in value["statements"]),
        where=value["where"],
        unknown_child=value["unknown_child"],
        told=value["told"],
        safe_note=value["safe_note"],
        attachment_ids=tuple(UUID(one) for one in value["attachments"]),
    )
