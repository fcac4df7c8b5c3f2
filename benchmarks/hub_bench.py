"""A council's peak day in its hub: 190 contacts and 760 questions to agencies by the acts that people use, and the board.

    .venv/bin/python -m benchmarks.hub_bench                                190 contacts, 4 questions each
    .venv/bin/python -m benchmarks.hub_bench --asked 12                     only twelve of them are asked about and decided
    .venv/bin/python -m benchmarks.hub_bench --contacts 10 --each 2         a quick look

A school refers, a screener opens and routes it, an analyst rates it, the gate is opened, each agency is asked, every second of
them answers with an item and the others with nothing relevant, the answers are taken in, it is weighed and decided. Nothing is
closed: at the end every case stands on the board, and twenty contacts wait unopened above it. The first contact warms up and does
not count. All of it is in one installation. Processor time of this process and of PostgreSQL, not the clock. The floor, in the
same run: as many bare statements, commits and uses of cryptography as the steps made; for the board its own statements again
through bare psycopg.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.meters import DatabaseMeter

HOME = Path(__file__).resolve().parents[1] / "var" / "bench-hub"
STEPS = ("in", "triage", "rating", "gate", "asking", "agencies answer", "taking the answers", "deciding")
COUNTED = 3  # contacts whose statements and cryptography are counted instead of timed
PAGES, WAITING = 20, 20


@dataclass
class Uses:
    """What a step asked of the databases and of cryptography, over the counted contacts."""

    statements: int = 0
    commits: int = 0
    crypto: Counter[str] = field(default_factory=Counter)


@dataclass
class Day:
    """The hub of a day, what each step spent in seconds (this process, PostgreSQL), and what it used."""

    meter: DatabaseMeter
    hub: Any
    school: Any
    agencies: list[Any]
    spent: dict[str, list[tuple[float, float]]] = field(default_factory=lambda: defaultdict(list))
    uses: dict[str, Uses] = field(default_factory=lambda: defaultdict(Uses))
    is_counting: bool = False

    def run(self, step: str, act: Callable[[], Any]) -> Any:
        if self.is_counting:
            with _counting(self.uses[step]):
                return act()
        began, before = time.process_time(), self.meter.spent_ns()
        found = act()
        spent = time.process_time() - began
        self.spent[step].append((spent, (self.meter.spent_ns() - before) / 1e9))
        return found

    def each(self, step: str) -> tuple[float, float]:
        """Milliseconds of one step: in all, and of PostgreSQL."""
        lines = self.spent[step]
        database = sum(one for _, one in lines) / len(lines) * 1000
        return sum(own for own, _ in lines) / len(lines) * 1000 + database, database


@contextmanager
def _counting(uses: Uses) -> Iterator[None]:
    """Count statements, commits and cryptography of what really happens."""
    from django.db import connections

    from benchmarks.floor import ALIASES, _counted

    with ExitStack() as stack:
        for alias in ALIASES:
            connection: Any = connections[alias]
            commit = connection._commit

            def note(
                execute: Any, sql: str, parameters: Any, many: bool, context: Any, one: Any = connection
            ) -> Any:
                uses.statements += 1
                uses.commits += one.get_autocommit()
                return execute(sql, parameters, many, context)

            def committed(commit: Callable[[], None] = commit) -> None:
                uses.commits += 1
                commit()

            stack.enter_context(connection.execute_wrapper(note))
            connection._commit = committed
            stack.callback(connection.__dict__.pop, "_commit", None)
        stack.enter_context(_counted(uses.crypto))
        yield


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--contacts", type=int, default=190)
    parser.add_argument("--each", type=int, default=4, choices=range(1, 5), help="questions for each contact")
    parser.add_argument(
        "--asked", type=int, default=0, help="only so many are asked about and decided; 0: all"
    )
    asked = parser.parse_args()
    for name in [name for name in os.environ if name.startswith("FAIRWARD_")]:
        del os.environ[name]
    os.environ.update(
        DJANGO_SETTINGS_MODULE="fairward.config.settings", FAIRWARD_VAR=str(HOME), FAIRWARD_ARGON2_MEMORY="64",
        FAIRWARD_ARGON2_PASSES="1",
    )  # fmt: skip
    from fairward.config.postgres import Cluster

    cluster = Cluster(HOME / "postgres")
    cluster.remove()
    with cluster.running():
        subprocess.run([sys.executable, "-m", "fairward.config.cli", "migrate", "--quiet"], check=True)
        import django

        django.setup()
        postmaster = int((cluster.server.data / "postmaster.pid").read_text().splitlines()[0])
        _measure(
            cluster, DatabaseMeter(postmaster), asked.contacts, asked.each, asked.asked or asked.contacts
        )
    cluster.remove()


def _measure(cluster: Any, meter: DatabaseMeter, contacts: int, each: int, whole: int) -> None:
    from fairward.kernel.vocabulary import OrganisationKind
    from tests.personas import make_school
    from tests.support.hubs import connect, make_agency, make_hub, refer

    kinds = (
        OrganisationKind.POLICE,
        OrganisationKind.HEALTH,
        OrganisationKind.SOCIAL_CARE,
        OrganisationKind.HOUSING,
    )
    day = Day(meter, make_hub(), make_school(), [make_agency(one) for one in kinds[:each]])
    for one in (day.school, *day.agencies):
        connect(day.hub, one)
    for number in range(contacts):
        day.is_counting = 0 < number <= _counted_of(whole)
        _contact(day, number, is_whole=number < whole)
        if not number:
            day.spent.clear()
        if (number + 1) % 10 == 0:
            print(f"{number + 1} of {contacts}", file=sys.stderr)
    prices = _bare(cluster, meter)
    _print(day, contacts, each, whole, prices)
    for _ in range(WAITING):
        refer(day.school, day.hub)
    _board(day, meter)


def _counted_of(whole: int) -> int:
    return min(COUNTED, whole // 2)


def _contact(day: Day, number: int, *, is_whole: bool) -> None:
    """One contact from the door to its decision, or only until it is rated."""
    from tests.support.asking import Asking
    from tests.support.hubs import refer

    arrival_id = refer(day.school, day.hub, urgent=number % 20 == 0)
    case_id = day.run("in", lambda: _in(day, arrival_id))
    people = day.run("triage", lambda: _triage(day, case_id))
    day.run("rating", lambda: _rate(day, case_id))
    if not is_whole:
        return
    world = Asking(day.hub, day.school, day.agencies[0], day.agencies[-1], case_id, people)
    if not number:
        for agency in day.agencies:
            world.agree(agency)
    day.run("gate", world.open_gate)
    for place, agency in enumerate(day.agencies):
        _ask(day, world, agency, is_relevant=(number + place) % 2 == 0)
    day.run("deciding", lambda: _decide(day, world))


def _in(day: Day, arrival_id: Any) -> Any:
    from fairward.hub.intake.contact_actions import take_arrival
    from tests.support.hubs import SCREENER

    with day.hub.transaction():
        return take_arrival(by=day.hub.actor(SCREENER), arrival_id=arrival_id)


def _triage(day: Day, case_id: Any) -> dict[str, Any]:
    from fairward.hub.intake.case_queries import case_for
    from fairward.hub.intake.content import Identity
    from fairward.hub.intake.triage_actions import add_person, choose_route
    from fairward.hub.intake.vocabulary import PersonKind
    from fairward.hub.vocabulary import Route
    from tests.support.asking import MOTHER, WHY
    from tests.support.hubs import SCREENER

    by = day.hub.actor(SCREENER)
    mother = Identity(MOTHER, home="14 Mill Lane, Eastmere", to_child="mother")
    with day.hub.transaction():
        add_person(by=by, case_id=case_id, kind=PersonKind.ADULT, identity=mother)
    with day.hub.transaction():
        choose_route(by=by, case_id=case_id, route=Route.RATE)
        return {one.identity.name: one.id for one in case_for(by, case_id, WHY).people}


def _rate(day: Day, case_id: Any) -> None:
    from fairward.hub.intake.rating_actions import rate_case
    from fairward.hub.vocabulary import Rating
    from tests.support.hubs import ANALYST

    with day.hub.transaction():
        rate_case(by=day.hub.actor(ANALYST), case_id=case_id, rating=Rating.AMBER, reasons="Level 3. " * 20)


def _ask(day: Day, world: Any, agency: Any, *, is_relevant: bool) -> None:
    from tests.support.asking import item
    from tests.support.travelling import carry_due

    day.run("asking", lambda: world.ask(agency, carried=False))
    carry_due(day.hub)

    def answer() -> None:
        question_id = world.open_at(agency)
        if is_relevant:
            world.say(agency, question_id, item("He was seen alone on the bridge at night. " * 5))
        else:
            world.say_nothing(agency, question_id)

    day.run("agencies answer", answer)
    day.run("taking the answers", world.take)
    carry_due(day.hub)


def _decide(day: Day, world: Any) -> None:
    from fairward.hub.enquiries.enquiry_actions import end_asking
    from tests.support.hubs import SCREENER
    from tests.support.weighing import Weighing

    with day.hub.transaction():
        end_asking(by=day.hub.actor(SCREENER), case_id=world.case_id)
    weighing = Weighing(world)
    weighing.weigh()
    weighing.decide()


def _bare(cluster: Any, meter: DatabaseMeter, times: int = 400) -> dict[str, float]:
    """Milliseconds of one bare statement, of one commit, and of each primitive of cryptography."""
    from uuid import uuid4

    from benchmarks.floor import crypto_costs
    from fairward.config.postgres import DATABASES

    bare = cluster.connect(DATABASES[0], "postgres")
    bare.prepare_threshold = 0
    bare.execute("CREATE TABLE bare (id uuid PRIMARY KEY, sealed bytea)")
    ids, sealed = [uuid4() for _ in range(times)], os.urandom(1_000)

    def cost(act: Callable[[Any], Any]) -> float:
        began, before = time.process_time_ns(), meter.spent_ns()
        for one in ids:
            act(one)
        return (time.process_time_ns() - began + meter.spent_ns() - before) / times / 1e6

    def written(one: Any) -> None:
        with bare.transaction():
            bare.execute("INSERT INTO bare VALUES (%s, %s)", [one, sealed])

    commit = cost(written)
    statement = cost(lambda one: bare.execute("SELECT sealed FROM bare WHERE id = %s", [one]).fetchall())
    prices = {name: ns / 1e6 for name, ns in crypto_costs().items()}
    return {**prices, "statement": statement, "commit": max(0.0, commit - statement)}


def _floor(uses: Uses, prices: dict[str, float], counted: int) -> float:
    crypto = sum(prices[name] * number for name, number in uses.crypto.items())
    return (crypto + prices["statement"] * uses.statements + prices["commit"] * uses.commits) / counted


def _print(day: Day, contacts: int, each: int, asked: int, prices: dict[str, float]) -> None:
    print(f"{contacts} contacts, {asked * each} questions; processor time of each step for one contact:")
    print(
        f"{'step':20} {'ms':>8} {'of it PostgreSQL':>17} {'floor':>8} {'ratio':>6} {'statements':>11} {'commits':>8}"
    )
    counted = _counted_of(asked)
    whole = floors = 0.0
    for step in STEPS:
        times = each if step in STEPS[4:7] else 1
        spent, database = (one * times for one in day.each(step))
        uses = day.uses[step]
        floor = _floor(uses, prices, counted)
        whole, floors = whole + spent, floors + floor
        print(
            f"{step:20} {spent:8.1f} {database:17.1f} {floor:8.1f} {spent / floor:6.1f} {uses.statements / counted:11.0f} "
            f"{uses.commits / counted:8.0f}"
        )  # fmt: skip
    print(f"{'a contact in all':20} {whole:8.1f} {'':17} {floors:8.1f} {whole / floors:6.1f}")
    question = sum(day.each(step)[0] for step in STEPS[4:7])
    print(
        f"one question, from asking to taking its answer in: {question:.1f} ms; "
        f"the day: {whole * contacts / 1000:.0f} s of one processor"
    )


def _board(day: Day, meter: DatabaseMeter) -> None:
    """The board with every case of the day open, asked for by a screener."""
    from django.test import Client

    from benchmarks.floor import Replay, crypto_costs, write_down
    from tests.personas import sign_in
    from tests.support.hubs import SCREENER

    client = sign_in(Client(), day.hub[SCREENER])

    def page() -> None:
        found = client.get("/hub/")
        assert found.status_code == 200, found.status_code

    page()
    began, before = time.process_time(), meter.spent_ns()
    for _ in range(PAGES):
        page()
    database = (meter.spent_ns() - before) / 1e6 / PAGES
    spent = (time.process_time() - began) * 1000 / PAGES + database
    scripts = [write_down(page) for _ in range(PAGES)]
    replay = Replay(meter)
    bare = replay.cost(scripts, warm=4)
    replay.close()
    prices = crypto_costs()
    floor = (bare.total + sum(prices[name] * number for name, number in scripts[-1].crypto.items())) / 1e6
    print(
        f"the board: {spent:.1f} ms, {database:.1f} of it PostgreSQL; floor {floor:.1f} ms, ratio {spent / floor:.1f}; "
        f"{scripts[-1].statements} statements, {scripts[-1].commits} commits"
    )
    kinds = Counter(" ".join(step.sql.split())[:90] for step in scripts[-1].steps)
    print("\n".join(f"  {number} × {sql}" for sql, number in kinds.most_common() if number > 2))


if __name__ == "__main__":
    main()
