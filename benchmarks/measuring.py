"""Runs the pages and reads the meters. It may not round, judge or print."""

from __future__ import annotations

import cProfile
import gc
import io
import pstats
from collections.abc import Sequence
from dataclasses import dataclass

from benchmarks.filling import Texts
from benchmarks.floor import Cost, Replay, crypto_costs, write_down
from benchmarks.meters import DatabaseMeter
from benchmarks.pages import Page, People
from benchmarks.world import World

WARM, CAPTURED_WARM = 12, 4


@dataclass(frozen=True, slots=True)
class Figures:
    """One line of the table; times in nanoseconds of processor for one request."""

    page: Page
    cost: Cost
    floor: Cost
    crypto_ns: float
    crypto: dict[str, int]
    statements: int
    commits: int
    requests: int

    @property
    def floor_total(self) -> float:
        return self.floor.total + self.crypto_ns


def measure(world: World, postmaster: int, names: Sequence[str], *, is_quick: bool) -> list[Figures]:
    """Every page, several rounds of each. Reports last: they fill the desk, which is to be one of fifty."""
    size = (5, 12) if is_quick else (15, 20)
    meter, chosen = DatabaseMeter(postmaster), _pages(world, names)
    readers = [page for page in chosen if page.name != "report"]
    measured = {one.page.name: one for one in _together(readers, meter, size)}
    measured |= {one.page.name: one for one in _together([*set(chosen) - set(readers)], meter, size)}
    return [measured[page.name] for page in chosen]


def _together(pages: Sequence[Page], meter: DatabaseMeter, size: tuple[int, int]) -> list[Figures]:
    """Measure pages that do not change each other, their rounds mixed."""
    rounds, each = size
    found: dict[str, list[Cost]] = {page.name: [] for page in pages}
    for page in pages:
        _run(page, WARM)
    for _ in range(rounds):
        for page in pages:
            found[page.name].append(_round(page, each, meter))
    replay, prices = Replay(meter), crypto_costs()
    try:
        return [_figures(page, found[page.name], replay, prices, size) for page in pages]
    finally:
        replay.close()


def _pages(world: World, names: Sequence[str]) -> list[Page]:
    from fairward.config.wsgi import application

    return [page for page in People(world, application, Texts(11)).pages() if page.name in names]


def _run(page: Page, count: int) -> None:
    for request in page.prepare(count):
        request()


def _round(page: Page, count: int, meter: DatabaseMeter) -> Cost:
    requests = page.prepare(count)
    gc.collect()
    before = meter.spent_ns()
    application = sum(request().cpu_ns for request in requests)
    return Cost(application / count, (meter.spent_ns() - before) / count)


def _figures(
    page: Page, found: list[Cost], replay: Replay, prices: dict[str, float], size: tuple[int, int]
) -> Figures:
    """The best round of each: what else the machine does while we measure can only add."""
    rounds, each = size
    replayed = []
    for _ in range(rounds):
        scripts = [write_down(request) for request in page.prepare(CAPTURED_WARM + each)]
        replayed.append(replay.cost(scripts, warm=CAPTURED_WARM))
    last = scripts[-1]
    return Figures(
        page=page,
        cost=_least(found),
        floor=_least(replayed),
        crypto_ns=sum(prices[what] * count for what, count in last.crypto.items()),
        crypto=dict(last.crypto),
        statements=last.statements,
        commits=last.commits,
        requests=rounds * each,
    )


def _least(costs: list[Cost]) -> Cost:
    return min(costs, key=lambda one: one.total)


def profile(world: World, name: str) -> str:
    """The 25 functions in which one page spends most, over a hundred requests."""
    page = _pages(world, [name])[0]
    _run(page, WARM)
    profiler = cProfile.Profile()
    for request in page.prepare(100):
        profiler.enable()
        request()
        profiler.disable()
    said = io.StringIO()
    stats = pstats.Stats(profiler, stream=said)
    stats.sort_stats("tottime").print_stats(25)
    stats.sort_stats("cumulative").print_stats(60)
    return said.getvalue()


def statements(world: World, name: str) -> str:
    """The statements of one page in their order, with the database each goes to."""
    page = _pages(world, [name])[0]
    _run(page, WARM)
    script = write_down(page.prepare(1)[0])
    lines = [f"{step.alias:8} {' '.join(step.sql.split())[:300]}" for step in script.steps]
    return "\n".join([*lines, "", f"crypto: {dict(script.crypto)}"])
