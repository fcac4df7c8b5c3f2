"""`fairward scenario report FILE`: plays a scenario in a world of its own and prints who can see what at every step.

It may not run in a world where anybody else is: `config.scenario_world` makes one and throws it away.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from fairward.access.permissions import roles_in
from fairward.config.demo import replayed
from fairward.config.demo.crossing.events import events_of
from fairward.config.demo.crossing.report import Watching, report_of
from fairward.config.demo.crossing.stage import Stage, Step
from fairward.config.demo.crossing.table import lines_of
from fairward.config.demo.organisations import Plan, Post
from fairward.config.demo.scenario_file import read
from fairward.config.demo.scenarios import cast_of, play
from fairward.config.progress import Bar
from fairward.kernel.vocabulary import Role


def report(path: Path, *, as_json: bool) -> int:
    """Print the report; 1 if anybody could open what nobody had disclosed to them."""
    scenario = read(path)
    with Bar("Playing the scenario") as bar:
        made = made_of(scenario, bar)
    if as_json:
        print(json.dumps(made, ensure_ascii=False, indent=1))
    else:
        print("\n".join(lines_of(made)))
    if made["undisclosed"]:
        sys.stderr.write("Somebody can open what nobody disclosed to them. See the end of the report.\n")
    return 1 if made["undisclosed"] else 0


def made_of(scenario: Mapping[str, Any], bar: Any = lambda share: None) -> dict[str, Any]:
    """The report of a scenario that is played now, among nobody but its own people."""
    events = events_of(scenario)
    stage = Stage([], *cast_of(scenario), is_marked=True, plans=with_everybody)
    watching = Watching(stage)

    def seen(step: Step) -> None:
        watching.watch(step)
        bar((step.event.number - 1) / len(events))

    stage.seen = seen
    play(stage, scenario)
    return report_of(watching, scenario, events, replayed.digest_of(scenario))


def with_everybody(plan: Plan) -> Plan:
    """The organisation with somebody in every role, and a cleaner; without a roll."""
    there = {post.role for post in plan.posts}
    more = [Post(role, role.word.capitalize()) for role in roles_in(plan.kind) if role not in there]
    return replace(plan, posts=(*plan.posts, *more, Post(Role.RECORDER, "Cleaner")), pupils=0)
