"""What the answer to an access request costs: processor time for each entry, from decided passages to the finished bundle.

    .venv/bin/python benchmarks/answer_bench.py                  2,000 entries
    .venv/bin/python benchmarks/answer_bench.py --entries 200    a quick look

An entry has two statements of 400 letters, an explanation of 100, and three places withheld. The floor is measured in the same
run, step by step between ours, so that whatever else the machine does slows both: the same words as bare paragraphs through bare
WeasyPrint (untagged, its own style), as bare JSON, and the parts put behind one another by bare pikepdf without their tags.
Read processor time, not the clock. `--one-go` also draws all entries as one document, to see what the steps save in memory.
"""

from __future__ import annotations

import argparse
import gc
import io
import json
import os
import resource
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fairward.config.settings")

ON = date(2026, 6, 8)


@dataclass
class Meter:
    """Processor time of a kind of work, in seconds: each step by itself."""

    steps: list[float] = field(default_factory=list)

    def run(self, act: Callable[[], Any]) -> Any:
        began = time.process_time()
        found = act()
        self.steps.append(time.process_time() - began)
        return found

    @property
    def total(self) -> float:
        return sum(self.steps)


def drawn_texts(entries: int) -> list[list[str]]:
    """For each entry two statements and an explanation."""
    from benchmarks.filling import Texts

    texts = Texts(17)
    return [[texts.draw(), texts.draw(), texts.draw()[:100]] for _ in range(entries)]


def entry_from(number: int, said: list[str]) -> Any:
    """One decided entry: three places withheld."""
    from fairward.rights.answer import NOTHING_ATTACHED, AnswerEntry, Attached, Context, Passage
    from fairward.rights.redaction import Cut, redact, whole

    def cuts(*places: int) -> list[Cut]:
        return [Cut(place, place + 12, "third_party", "about another person") for place in places]

    note = Attached("a", "explanation", whole(said[2]), whole("his mother"), "13 May 2026")
    first = Passage(
        "1", "observed", whole("seen or heard"), redact(said[0], cuts(30, 200)), Context(("a",), (note,))
    )
    words = redact("told by Ann Example", [Cut(8, 19, "third_party", "about another person")])
    second = Passage("2", "told_by", words, redact(said[1], ()), NOTHING_ATTACHED)
    return AnswerEntry(
        number, "concern", "12 May 2026", "child protection", whole("class teacher"), (first, second), NOTHING_ATTACHED,
        outcome="explained",
    )  # fmt: skip


def an_answer(entries: int) -> Any:
    from fairward.rights.answer import Answer, Searched
    from fairward.rights.letters import challenge

    return Answer(
        "Larchmoor Secondary School", "A Child", "A Parent", date(2026, 5, 12), ON, "R-1", challenge("The school", ()),
        searched=(Searched("All files", "1 June 2026", "data protection officer", entries),), entry_count=entries,
    )  # fmt: skip


class Floor:
    """The least that the same words could cost with the same libraries."""

    def __init__(self) -> None:
        import weasyprint

        self.weasyprint = weasyprint
        self.print, self.json, self.join = Meter(), Meter(), Meter()
        self.papers: list[bytes] = []

    def step(self, said: list[list[str]]) -> None:
        html = "".join(
            f"<h3>Concern, 12 May 2026</h3>{''.join(f'<p>{text}</p>' for text in one)}" for one in said
        )
        self.papers.append(self.print.run(lambda: self.weasyprint.HTML(string=html).write_pdf()))
        self.json.run(lambda: json.dumps(said))

    def joined(self) -> bytes:
        import pikepdf

        whole = pikepdf.new()
        for paper in self.papers:
            with pikepdf.open(io.BytesIO(paper)) as part:
                whole.pages.extend(part.pages)
        written = io.BytesIO()
        whole.save(written)
        return written.getvalue()


class Ours:
    """The steps of an answer, each measured."""

    def __init__(self, entries: int) -> None:
        self.answer = an_answer(entries)
        self.redact, self.draw, self.join, self.lock = Meter(), Meter(), Meter(), Meter()
        self.parts: list[Any] = []

    def step(self, first: int, said: list[list[str]]) -> None:
        from fairward.rights import answer_parts

        entries = self.redact.run(
            lambda: [entry_from(number, one) for number, one in enumerate(said, start=first)]
        )
        page = answer_parts.pages_after(self.parts)
        self.parts.append(self.draw.run(lambda: answer_parts.entries(self.answer, entries, first_page=page)))

    def finish(self) -> Any:
        from fairward.rights import answer_joining, answer_parts, protecting

        page = answer_parts.pages_after(self.parts)
        self.parts.append(self.draw.run(lambda: answer_parts.end(self.answer, first_page=page)))
        answer = replace(self.answer, left_out=answer_parts.left_out_of(self.parts, {}, ON))
        self.parts.append(self.draw.run(lambda: answer_parts.front(answer, self.parts)))
        made = self.join.run(lambda: answer_joining.join(answer, self.parts))
        self.lock.run(lambda: protecting.protect(made.pdf, protecting.new_password()))
        return made


def measure(entries: int) -> None:
    """All steps, ours and the floor's in turn."""
    from fairward.rights.answer_parts import ENTRIES

    said = drawn_texts(entries)
    warm = Ours(1)
    warm.step(1, said[:1])
    ours, floor = Ours(entries), Floor()
    floor.step(said[:1])
    floor = Floor()
    for start in range(0, entries, ENTRIES):
        ours.step(start + 1, said[start : start + ENTRIES])
        floor.step(said[start : start + ENTRIES])
        gc.collect()
    made = ours.finish()
    bare = floor.join.run(floor.joined)
    _say(entries, ours, floor, made, bare)


def _say(entries: int, ours: Ours, floor: Floor, made: Any, bare: bytes) -> None:
    rows = [
        ("words redacted and put into dataclasses", ours.redact.total, 0.0),
        ("pages and JSON drawn", ours.draw.total, floor.print.total + floor.json.total),
        ("parts joined, files enclosed", ours.join.total, floor.join.total),
        ("encrypted", ours.lock.total, 0.0),
    ]
    print(f"{'':44}{'ms an entry':>12}{'floor':>10}{'ratio':>8}")
    for words, spent, least in [
        *rows,
        ("together", sum(row[1] for row in rows), sum(row[2] for row in rows)),
    ]:
        ratio = f"{spent / least:.2f}" if least else ""
        print(f"{words:44}{spent / entries * 1e3:12.3f}{least / entries * 1e3:10.3f}{ratio:>8}")
    print(
        f"\n{entries:,} entries, {made.pages:,} pages, PDF {len(made.pdf) / 1e6:.2f} MB (bare {len(bare) / 1e6:.2f} MB), "
    )
    print(
        f"JSON {len(made.data) / 1e6:.2f} MB; {len(ours.parts)} steps, the longest {max(ours.draw.steps):.2f} s, "
    )
    print(f"joining {ours.join.total:.2f} s; most memory {_memory():.0f} MB (bare libraries included)")


def _memory() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def one_go(entries: int) -> None:
    """All entries as one document."""
    from fairward.rights import answer_parts

    said = drawn_texts(entries)
    before, meter = _memory(), Meter()
    some = [entry_from(number, one) for number, one in enumerate(said, start=1)]
    meter.run(lambda: answer_parts.entries(an_answer(entries), some, first_page=1))
    print(
        f"one document of {entries:,} entries: {meter.total:.1f} s, memory from {before:.0f} to {_memory():.0f} MB"
    )


def main() -> None:
    """Parse the options, measure, print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--entries", type=int, default=2_000)
    parser.add_argument("--one-go", action="store_true", help="only this: all entries as one document")
    options = parser.parse_args()
    import django

    django.setup()
    if options.one_go:
        one_go(options.entries)
    else:
        measure(options.entries)


if __name__ == "__main__":
    main()
