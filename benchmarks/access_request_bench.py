"""What an access request costs over 2,000 entries: from the search to the bundle, in processor time for each entry.

    .venv/bin/fairward bench requests [entries]
    .venv/bin/python -m benchmarks.access_request_bench [entries]

It makes a school in a database of its own, files the entries, and takes one request from search to bundle by the actions that
people use; each entry is decided. Processor time of this process is read, not the clock; PostgreSQL's own is left out.
The floor is the least that the same could cost, in the same run: opening every entry once, and setting its bare words in pages.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.support.living import Living
    from tests.support.requesting import Requesting

ENTRIES, BATCH = 2_000, 50
HOME = Path(__file__).resolve().parents[1] / "var" / "bench-requests"


@dataclass
class Spent:
    """Processor seconds of each phase, in order."""

    entries: int
    phases: list[tuple[str, float]] = field(default_factory=list)

    @contextmanager
    def phase(self, name: str) -> Iterator[None]:
        began = time.process_time()
        yield
        self.phases.append((name, time.process_time() - began))
        print(f"{name:44} {self.phases[-1][1]:8.2f} s", file=sys.stderr)

    @property
    def total(self) -> float:
        return sum(seconds for _, seconds in self.phases)


def run(arguments: Sequence[str]) -> int:
    """Measure and print; 0 when the bundle was made."""
    entries = int(arguments[0]) if arguments else ENTRIES
    from fairward.config.postgres import Cluster

    _prepare_environment()
    cluster = Cluster(HOME / "postgres")
    cluster.remove()
    with cluster.running():
        subprocess.run([sys.executable, "-m", "fairward.config.cli", "migrate", "--quiet"], check=True)
        import django

        django.setup()
        from tests.support.living import make_living
        from tests.support.requesting import Requesting

        living = make_living("Larchmoor Primary School")
        _fill(living, entries)
        spent = Spent(entries)
        made = _take(Requesting.noted(living).settled(), spent)
        floor = _floor(living)
    _print(spent, floor, len(made.pdf), made.pages)
    return 0


def _prepare_environment() -> None:
    for name in [name for name in os.environ if name.startswith("FAIRWARD_")]:
        del os.environ[name]
    os.environ.update(
        DJANGO_SETTINGS_MODULE="fairward.config.settings",
        FAIRWARD_VAR=str(HOME),
        FAIRWARD_ARGON2_MEMORY="64",  # passphrases are stretched once a step, which is not what is measured
        FAIRWARD_ARGON2_PASSES="1",
    )


def _fill(living: Living, entries: int) -> None:
    from django.utils import timezone

    from benchmarks.filling import Texts
    from fairward.files.actions import add_entry
    from fairward.files.content import EntryContent, StatementContent
    from fairward.files.writing import NewEntry
    from fairward.kernel.vocabulary import Basis, EntryKind, Purpose

    texts = Texts(11)
    for start in range(0, entries, BATCH):
        with living.school.transaction():
            lead = living.actor()
            for _ in range(start, min(start + BATCH, entries)):
                content = EntryContent((StatementContent(Basis.OBSERVED, texts.draw()),), where="Playground")
                new = NewEntry(EntryKind.CONVERSATION, timezone.now())
                add_entry(
                    by=lead,
                    child_id=living.amy,
                    purpose=Purpose.WELFARE,
                    new=new,
                    content=content,
                    born_on=None,
                )
        _show("filing entries", start + BATCH, entries)


def _take(request: Requesting, spent: Spent) -> Any:
    from fairward.access_requests import answer_actions, gathering_actions, readiness_actions
    from tests.personas import DPO

    living = request.living
    with spent.phase("search"):
        request.searched()
    request.opened()
    with spent.phase("gather the passages"):
        _repeat(
            "gathering", lambda by: gathering_actions.gather_step(by=by, case_id=request.case_id) == 0, living
        )
    with spent.phase("decide every passage, entry by entry"):
        _leave_a_word_out(request)
        _decide(request)
    with spent.phase("look where words still stand"), living.school.transaction():
        readiness_actions.note_words_looked_at(
            by=living.actor(DPO), case_id=request.case_id, reasons="A benchmark."
        )
    with spent.phase("draw the answer"):

        def drawn(by: Any) -> bool:
            return answer_actions.draw_step(by=by, case_id=request.case_id).is_finished

        _repeat("drawing", drawn, living)
    with spent.phase("put it together"), living.school.transaction():
        return answer_actions.take_answer(by=living.actor(DPO), case_id=request.case_id)[1]


def _repeat(words: str, step: Callable[[Any], bool], living: Living) -> None:
    """Steps until one says that it was the last; each in a transaction and an unlocking of its own, as on the pages."""
    from tests.personas import DPO

    for number in range(1, 10_000):
        with living.school.transaction():
            is_last = step(living.actor(DPO))
        _show(words, number, number if is_last else number + 1)
        if is_last:
            return


def _leave_a_word_out(request: Requesting) -> None:
    """One word of one passage, so that all others are looked through for it."""
    from fairward.access_requests.policies import Chosen
    from fairward.access_requests.vocabulary import Part, PassageDecision

    row = request.passages(Part.STATEMENT)[0]
    text = next(one for one in request.view(row.place).texts if not one.is_name)
    word = next(one for one in text.text.split() if len(one) > 4)
    start = text.text.index(word)
    cuts = {text.place: [(start, start + len(word))]}
    chosen = Chosen(PassageDecision.REDACT, "third_party", reasons="A benchmark.", cuts=cuts)
    request.decide(row.place, chosen)


def _decide(request: Requesting) -> None:
    from fairward.access_requests import review_actions
    from tests.personas import DPO

    entries = list(dict.fromkeys(row.entry_id for row in request.passages()))
    for number, entry_id in enumerate(entries, start=1):
        with request.living.school.transaction():
            review_actions.disclose_rest_of_entry(
                by=request.living.actor(DPO), case_id=request.case_id, entry_id=entry_id
            )
        if number % BATCH == 0:
            _show("deciding", number, len(entries))


def _floor(living: Living) -> float:
    """Open each entry once and set its words in pages, with nothing else."""
    from fairward.documents import pdf
    from fairward.files.content import from_bytes
    from fairward.files.models import Entry, EntryVersion, File
    from fairward.files.writing import VERSION_TABLE
    from fairward.kernel.vocabulary import Purpose
    from fairward.keys.file_keys import open_file_key
    from fairward.keys.records import open_records

    with living.school.transaction():
        lead = living.actor()
        file_id = File.objects.get(organisation_id=lead.organisation_id, child_id=living.amy).id
        mine = Entry.objects.filter(organisation_id=lead.organisation_id, file_id=file_id).values("id")
        rows = list(
            EntryVersion.objects.filter(organisation_id=lead.organisation_id, entry_id__in=mine).values_list(
                "id", "sealed"
            )
        )
        began = time.process_time()
        key = open_file_key(lead, file_id, Purpose.WELFARE)
        keys = open_records(
            lead, record_ids=[row[0] for row in rows], file=key, item_kind="entry", why="a benchmark"
        )
        texts = [
            from_bytes(keys[one].open(bytes(sealed), table=VERSION_TABLE, version=1)).statements[0].text
            for one, sealed in rows
        ]
        for start in range(0, len(texts), BATCH):
            pdf.render("".join(f"<p>{one}</p>" for one in texts[start : start + BATCH]), title="Floor")
        return time.process_time() - began


def _show(words: str, done: int, total: int) -> None:
    print(
        f"\r{words}: {min(done, total)} of {total} ",
        end="" if done < total else "\n",
        file=sys.stderr,
        flush=True,
    )


def _print(spent: Spent, floor: float, size: int, pages: int) -> None:
    print(f"{'phase':44} {'seconds':>9} {'ms an entry':>12}")
    for name, seconds in spent.phases:
        print(f"{name:44} {seconds:9.2f} {seconds / spent.entries * 1000:12.2f}")
    print(f"{'in all':44} {spent.total:9.2f} {spent.total / spent.entries * 1000:12.2f}")
    print(
        f"{'floor: open once, set the words in pages':44} {floor:9.2f} {floor / spent.entries * 1000:12.2f}"
    )
    print(
        f"{spent.total / floor:.1f} times the floor; {pages} pages, {size / 1_000_000:.1f} MB, {spent.entries} entries"
    )


if __name__ == "__main__":
    sys.exit(run(sys.argv[1:]))
