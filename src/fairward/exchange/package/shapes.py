"""Reads untrusted values into frozen dataclasses, and writes them back: each field says its shape once.

    @dataclass(frozen=True, slots=True)
    class Person:
        name: str = has(Text(SHORT))
        born_on: date | None = has(Maybe(Day()))

`read(Person, value)` takes a dict of JSON: a key that is missing or of another shape is Refused, a key that is not known
is left out (a newer minor version). `plain(person)` is the dict again, `schema(Person)` its JSON Schema. It may not know
what the fields mean.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import UTC, date, datetime
from typing import Any, Protocol, TypeVar
from uuid import UUID

from fairward.exchange.package.limits import CODE
from fairward.exchange.package.refusals import Refused
from fairward.kernel.vocabulary import Worded

T = TypeVar("T")
Schema = dict[str, Any]
MISSING = object()
_UNFIT = re.compile("[\x00-\x08\x0b-\x1f\x7f]")  # no page can show them; tab and line break stay


class Shape(Protocol):
    """How one field is read, written and described. `read` raises Refused at `where`."""

    def read(self, value: Any, where: str) -> Any: ...

    def plain(self, value: Any) -> Any: ...

    def schema(self) -> Schema: ...


def has(shape: Shape, *, refusal: str = "not_whole", **default: Any) -> Any:
    """A field of this shape; `refusal` is the code when it is missing or wrong."""
    return field(metadata={"shape": shape, "refusal": refusal}, **default)


def _wrong(where: str) -> Refused:
    return Refused("not_whole", where)


@dataclass(frozen=True, slots=True)
class Text:
    """A text of at most `most` letters, without control characters; empty only where `least` is 0."""

    most: int
    least: int = 1

    def read(self, value: Any, where: str) -> str:
        if not isinstance(value, str) or not self.least <= len(value) <= self.most or _UNFIT.search(value):
            raise _wrong(where)
        if self.least and not value.strip():
            raise _wrong(where)
        return value

    def plain(self, value: str) -> str:
        return value

    def schema(self) -> Schema:
        least = {"minLength": self.least, "pattern": r"\S"} if self.least else {}
        return {"type": "string", "maxLength": self.most, **least}


@dataclass(frozen=True, slots=True)
class Matching:
    """A short text of a fixed form, such as a code or a digest in hexadecimal."""

    pattern: str

    def read(self, value: Any, where: str) -> str:
        if not isinstance(value, str) or len(value) > 100 or not re.fullmatch(self.pattern, value):
            raise _wrong(where)
        return value

    def plain(self, value: str) -> str:
        return value

    def schema(self) -> Schema:
        return {"type": "string", "pattern": f"^(?:{self.pattern})$"}


CODES = Matching(f"[a-z][a-z0-9_]{{0,{CODE - 1}}}")
HEX_32 = Matching("[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Word:
    """A member of a vocabulary, by its code."""

    of: type[Worded]

    def read(self, value: Any, where: str) -> Worded:
        found = [one for one in self.of if one.code == value] if isinstance(value, str) else []
        if not found:
            raise _wrong(where)
        return found[0]

    def plain(self, value: Worded) -> str:
        return value.code

    def schema(self) -> Schema:
        return {"enum": [one.code for one in self.of]}


@dataclass(frozen=True, slots=True)
class Id:
    """A UUID in its usual lower-case form."""

    def read(self, value: Any, where: str) -> UUID:
        try:
            found = UUID(value) if isinstance(value, str) and len(value) == 36 else None
        except ValueError:
            found = None
        if found is None or str(found) != value:
            raise _wrong(where)
        return found

    def plain(self, value: UUID) -> str:
        return str(value)

    def schema(self) -> Schema:
        return {"type": "string", "pattern": "^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$"}


@dataclass(frozen=True, slots=True)
class Moment:
    """A time in UTC to the second: 2026-05-12T09:30:00Z."""

    form = "%Y-%m-%dT%H:%M:%SZ"

    def read(self, value: Any, where: str) -> datetime:
        try:
            found = datetime.strptime(value, self.form).replace(tzinfo=UTC)
        except (ValueError, TypeError):
            raise _wrong(where) from None
        if self.plain(found) != value:
            raise _wrong(where)
        return found

    def plain(self, value: datetime) -> str:
        at = value.astimezone(UTC)
        return f"{at.year:04}-{at:%m-%dT%H:%M:%S}Z"

    def schema(self) -> Schema:
        return {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$"}


@dataclass(frozen=True, slots=True)
class Day:
    """A day: 2026-05-12."""

    def read(self, value: Any, where: str) -> date:
        try:
            found = date.fromisoformat(value) if isinstance(value, str) and len(value) == 10 else None
        except ValueError:
            found = None
        if found is None or found.isoformat() != value:
            raise _wrong(where)
        return found

    def plain(self, value: date) -> str:
        return value.isoformat()

    def schema(self) -> Schema:
        return {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"}


@dataclass(frozen=True, slots=True)
class Flag:
    """Yes or no."""

    def read(self, value: Any, where: str) -> bool:
        if not isinstance(value, bool):
            raise _wrong(where)
        return value

    def plain(self, value: bool) -> bool:
        return value

    def schema(self) -> Schema:
        return {"type": "boolean"}


@dataclass(frozen=True, slots=True)
class Whole:
    """A whole number from `least` to `most`."""

    most: int
    least: int = 0

    def read(self, value: Any, where: str) -> int:
        if not isinstance(value, int) or isinstance(value, bool) or not self.least <= value <= self.most:
            raise _wrong(where)
        return value

    def plain(self, value: int) -> int:
        return value

    def schema(self) -> Schema:
        return {"type": "integer", "minimum": self.least, "maximum": self.most}


@dataclass(frozen=True, slots=True)
class Maybe:
    """Null, or the shape."""

    shape: Shape

    def read(self, value: Any, where: str) -> Any:
        return None if value is None else self.shape.read(value, where)

    def plain(self, value: Any) -> Any:
        return None if value is None else self.shape.plain(value)

    def schema(self) -> Schema:
        return {"anyOf": [{"type": "null"}, self.shape.schema()]}


@dataclass(frozen=True, slots=True)
class Listed:
    """A list of at most `most`, as a tuple."""

    shape: Shape
    most: int
    least: int = 0

    def read(self, value: Any, where: str) -> tuple[Any, ...]:
        if not isinstance(value, list) or len(value) < self.least:
            raise _wrong(where)
        if len(value) > self.most:
            raise Refused("too_many", where)
        return tuple(self.shape.read(one, f"{where}[{place}]") for place, one in enumerate(value))

    def plain(self, value: Sequence[Any]) -> list[Any]:
        return [self.shape.plain(one) for one in value]

    def schema(self) -> Schema:
        least = {"minItems": self.least} if self.least else {}
        return {"type": "array", "maxItems": self.most, **least, "items": self.shape.schema()}


@dataclass(frozen=True, slots=True)
class Part:
    """Another dataclass of shaped fields."""

    of: type[Any]

    def read(self, value: Any, where: str) -> Any:
        return read(self.of, value, where)

    def plain(self, value: Any) -> dict[str, Any]:
        return plain(value)

    def schema(self) -> Schema:
        return {"$ref": f"#/$defs/{self.of.__name__}"}


def read(cls: type[T], value: Any, where: str = "") -> T:
    """The dataclass of a dict of JSON. Refused names the field; what is not known is left out."""
    if not isinstance(value, dict):
        raise _wrong(where)
    found: dict[str, Any] = {}
    for one in fields(cls):  # type: ignore[arg-type]  # every caller gives a dataclass
        place = f"{where}.{one.name}" if where else one.name
        try:
            found[one.name] = one.metadata["shape"].read(value.get(one.name, MISSING), place)
        except Refused as refused:
            if refused.where == place and refused.code == "not_whole":
                raise Refused(one.metadata["refusal"], place) from None
            raise
    return cls(**found)


def plain(made: Any) -> dict[str, Any]:
    """The dict of a dataclass."""
    return {one.name: one.metadata["shape"].plain(getattr(made, one.name)) for one in fields(made)}


def checked(made: T) -> T:
    """The same dataclass, when what it would be written as can be read; Refused otherwise."""
    read(type(made), plain(made))
    return made


def schema(cls: type[Any]) -> Schema:
    """The JSON Schema of one dataclass; what it refers to is in `schemas_under`."""
    properties = {one.name: one.metadata["shape"].schema() for one in fields(cls)}
    said = " ".join((cls.__doc__ or "").split())
    return {"description": said, "type": "object", "required": list(properties), "properties": properties}


def schemas_under(cls: type[Any]) -> Mapping[str, Schema]:
    """The schemas of all dataclasses inside one, by name."""
    found: dict[str, Schema] = {}
    for one in fields(cls):
        shape = one.metadata["shape"]
        while isinstance(shape, Maybe | Listed):
            shape = shape.shape
        if isinstance(shape, Part) and shape.of.__name__ not in found:
            found[shape.of.__name__] = schema(shape.of)
            found |= schemas_under(shape.of)
    return found
