"""Who gets what at every address: the table `addresses.txt` says it, the pages do it, and no address is without a row."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.urls import URLPattern, URLResolver, get_resolver

if TYPE_CHECKING:
    from tests.guards.walk import Answer

TABLE = Path(__file__).with_name("addresses.txt")
PEOPLE = "nobody reporter teacher pastoral lead head dpo admin governor mother elsewhere".split()
HOW = "Say in tests/guards/addresses.txt who gets 200, 302, 403 or 404 there, and think of each of them."
# Pages that stand before signing in, or ask for themselves who is there; every other view is behind `requires`.
OPEN = {
    "web:live": "for whoever watches the server",
    "web:ready": "for whoever watches the server",
    "web:accessibility": "a statement for everybody",
    "web:privacy": "a statement for everybody",
    "account_login": "signing in",
    "mfa_authenticate": "signing in",
    "account_logout": "signing out",
    "accounts:first_code": "signing in",
    "accounts:first_password": "signing in",
    "accounts:choose": "signing in: no organisation is chosen yet",
    "accounts:go_in": "signing in: no organisation is chosen yet",
    "accounts:signed_out": "the last page",
    "accounts:security": "one's own account, of whichever organisation",
    "accounts:second_factor": "one's own account, of whichever organisation",
    "accounts:offer": "one's own account, of whichever organisation",
    "accounts:recovery_codes": "one's own account, of whichever organisation",
    "accounts:password": "one's own account, of whichever organisation",
    "accounts:end_session": "one's own account, of whichever organisation",
    "travel:in": "another installation knocks: a signed request, no session",
    "travel:receipts": "another installation knocks: a signed request, no session",
    "link:answer": "somebody without an account: the code is asked before anything is said",
    "tell:tell": "for anybody who worries about a child: no account",
    "family:leave": "leaving at once must work for anybody, whatever became of their session",
}


def rows() -> dict[str, tuple[str, dict[str, str]]]:
    """Name -> (permission, person -> status)."""
    found = {}
    for line in TABLE.read_text().splitlines():
        if line.strip() and not line.startswith("#"):
            name, permission, *statuses = line.split()
            assert len(statuses) == len(PEOPLE), f"{TABLE.name}: {name} needs {len(PEOPLE)} columns"
            found[name] = (permission, dict(zip(PEOPLE, statuses, strict=True)))
    return found


def views(patterns: Any = None, space: str = "") -> Iterator[tuple[str, Any]]:
    for one in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(one, URLResolver):
            yield from views(one.url_patterns, f"{one.namespace}:" if one.namespace else space)
        elif isinstance(one, URLPattern):
            yield f"{space}{one.name}", one.callback


def test_every_address_has_a_row_and_every_row_an_address() -> None:
    names = [name for name, _ in views()]
    assert len(names) == len(set(names)) and "None" not in names, "Every address needs a name of its own."
    assert set(names) - set(rows()) - {"web:gallery"} == set(), HOW
    assert set(rows()) - set(names) == set(), "These addresses are gone: take their rows out."


def test_everybody_gets_what_the_table_says(walked: list[Answer]) -> None:
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for answer in walked:
        found[answer.name, answer.who].add(str(answer.status))
    wanted = {(name, who): {status} for name, (_, people) in rows().items() for who, status in people.items()}
    wrong = {key: (found[key], wanted[key]) for key in wanted if found[key] != wanted[key]}
    assert wrong == {}, f"(address, who): (got, wanted). {HOW}"


def test_every_view_is_behind_the_permission_that_the_table_names() -> None:
    """POST included: a page that only takes POST answers 405 above, so its gate is looked at here."""
    wrong = {}
    from fairward.school.concerns import report_views

    inner = {"report:page": report_views._page}  # takes files into memory before it looks who asks
    for name, outer in views():
        view = inner.get(name, outer)
        if name in OPEN or name == "web:gallery":
            continue
        gate = getattr(view, "permission", None)
        stated = (
            None
            if gate is None
            else (gate or "-") + ("+unlocked" if getattr(view, "needs_unlocked", False) else "")
        )
        if stated != rows()[name][0]:
            wrong[name] = stated
    assert wrong == {}, (
        "Put the view behind @requires(…) with the permission that the table names, or change the table."
    )


def test_no_open_page_is_behind_the_gate_after_all() -> None:
    gated = {name for name, view in views() if hasattr(view, "permission")}
    assert gated & set(OPEN) == set(), "Take these out of OPEN."
    assert {name for name, row in rows().items() if row[0] == "open"} == set(OPEN)


def test_nobody_elsewhere_can_tell_that_something_is_there() -> None:
    """Whatever names a child, file, entry, concern or member answers somebody of another school 404, or 403 by role."""
    from tests.guards.walk import patterns

    named = {name for name, pattern in patterns().items() if "<uuid:" in pattern}
    answers = {name: rows()[name][1]["elsewhere"] for name in named}
    own = {"report:body"}  # a page of the asker's own draft: they are sent to begin one
    assert {name for name, status in answers.items() if status not in {"404", "403", "405"}} <= own
