"""A report of who can see what as lines for people. It may not leave out who sees nothing: that is the point."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any


def lines_of(report: Mapping[str, Any]) -> Iterator[str]:
    """The report, a step after the other; for each organisation and role the events that somebody there can open."""
    yield f"{report['scenario']} {report['title']}".strip()
    for step in report["steps"]:
        yield ""
        yield _step(step)
        for organisation in step["organisations"]:
            yield f"  {organisation['organisation']}"
            wide = max(len(one["role"]) for one in organisation["roles"])
            for role in organisation["roles"]:
                yield f"    {role['role']:<{wide}}  {_sees(role)}"
    yield ""
    for one in report["remarks"]:
        yield f"Note: {one}"
    for one in report["undisclosed"]:
        yield f"Not disclosed, and seen: {one['event']} at {one['organisation']} after step {one['number']}."


def _step(step: Mapping[str, Any]) -> str:
    where = f"{step['from']} to {step['to']}" if step["to"] else step["from"]
    told = f": {', '.join(step['sent'])}" if step["sent"] else ""
    return f"{step['number']}. {step['step']} {step['event']} (day {step['offset_days']:g}), {where}{told}"


def _sees(role: Mapping[str, Any]) -> str:
    by: dict[str, list[str]] = {}
    for one in role["disclosures"]:
        ways = by.setdefault(one["event"], [])
        if one["by"] not in ways:
            ways.append(one["by"])
    words = ", ".join(f"{event} ({', '.join(ways)})" for event, ways in by.items()) or "nothing"
    kinds = sorted({one["kind"] for one in role["packages"]} - {way for ways in by.values() for way in ways})
    return f"{words}; opens {', '.join(kinds)}" if kinds else words
