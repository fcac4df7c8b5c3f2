"""The `fairward` command: reads its words and hands over to the room that owns the work. It may not do the work."""

from __future__ import annotations

import argparse
import importlib
import importlib.util
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any


class CommandFailed(RuntimeError):
    """Nothing was done, or not all; the sentence says why."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; 0 if it was done. What went wrong is a sentence on standard error."""
    words = _parser().parse_args(arguments)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fairward.config.settings")
    try:
        return int(words.run(words) or 0)
    except KeyboardInterrupt:
        return 130
    except Exception as error:
        sentence = _sentence(error)
        if sentence is None:
            raise
        print(sentence, file=sys.stderr)
        return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="fairward", description="The safeguarding record for schools.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def add(
        name: str, run: Callable[[argparse.Namespace], Any], words: str | None
    ) -> argparse.ArgumentParser:
        command = (
            commands.add_parser(name, help=words, description=words) if words else commands.add_parser(name)
        )
        command.set_defaults(run=run)
        return command

    demo = add("demo", _demo, "run an invented world on this machine")
    demo.add_argument("--reset", action="store_true", help="throw away what was there")
    demo.add_argument("--code", metavar="NAME", help="only print the code that NAME needs to sign in now")
    add("demo-world", _demo_world, None)
    add("serve", _serve, "serve the pages")
    add("worker", _worker, "do the jobs that wait and those of the clock")
    migrate = add("migrate", _migrate, "bring both databases to the present shape")
    migrate.add_argument("--quiet", action="store_true", help="say nothing if all is well")
    add("check", _check, "say whether this installation is complete")
    roster = add("roster", _roster, "import children and contacts")
    roster.add_argument("action", choices=["import"])
    roster.add_argument("rest", nargs=argparse.REMAINDER, help="FILE and options: see `roster import --help`")
    organisation = add("organisation", _organisation, "make an organisation and its first administrator")
    organisation.add_argument("action", choices=["create"])
    organisation.add_argument("rest", nargs=argparse.REMAINDER, help="see `organisation create --help`")
    _add_scenario(add)
    audit = add("audit", _audit, "prove that no log was changed")
    audit.add_argument("action", choices=["verify"])
    audit.add_argument("rest", nargs=argparse.REMAINDER, help="see: fairward audit verify --help")
    _add_retention(add)
    _add_backups(add)
    bench = add("bench", _bench, "measure what a request costs")
    bench.prefix_chars = "\0"  # its options are its own, the first one too
    bench.add_argument("rest", nargs="*", help="see: fairward bench --help")
    return parser


Adding = Callable[[str, Callable[[argparse.Namespace], Any], str | None], argparse.ArgumentParser]


def _add_scenario(add: Adding) -> None:
    scenario = add(
        "scenario",
        _scenario,
        "load: replay a scenario in the demo; report: who can see what, at every step of it",
    )
    scenario.add_argument("action", choices=["load", "report"])
    scenario.add_argument("file", type=_file)
    scenario.add_argument("--json", action="store_true", help="report: as JSON, for other programs")


def _add_retention(add: Adding) -> None:
    retention = add(
        "retention", _retention, "what would go, destroy what is ordered, or prove what was destroyed"
    )
    retention.add_argument("action", choices=["simulate", "run", "verify"])
    retention.add_argument("rest", nargs=argparse.REMAINDER, help="see: fairward retention ACTION --help")


def _add_backups(add: Adding) -> None:
    for name, words in _BACKUPS.items():
        backups = add(name, _backups(name), words)
        backups.prefix_chars = "\0"  # its options are its own, the first one too
        backups.add_argument("rest", nargs="*", help=f"see: fairward {name} --help")


_BACKUPS = {
    "backup": "write a sealed backup of records, keyring or secrets; or make the keys for it",
    "restore": "restore a backup into an empty place",
    "drill": "try out whether a backup can be restored, beside everything",
}


def _file(name: str) -> Path:
    path = Path(name)
    if not path.is_file():
        raise argparse.ArgumentTypeError(f"there is no file {name}")
    return path


def _demo(words: argparse.Namespace) -> None:
    from fairward.config import demo_command

    if words.code:
        print(demo_command.code(words.code))
    else:
        demo_command.demo(is_reset=words.reset)


def _demo_world(_: argparse.Namespace) -> None:
    _with_django()
    from fairward.config.demo import build
    from fairward.organisations.queries import installed_organisations

    if installed_organisations():
        raise CommandFailed(
            "There are organisations here that no demo has made: invented people do not belong among them. "
            "Use another checkout or another FAIRWARD_VAR for the demo."
        )
    from fairward.config.demo_command import building
    from fairward.config.progress import Bar

    with building(), Bar("Building the demo world") as bar:
        build(bar)


def _serve(_: argparse.Namespace) -> None:
    from fairward.config import serving, supervisor

    supervisor.end_with_parent()
    with _own_postgres():
        serving.serve()


def _worker(_: argparse.Namespace) -> None:
    from fairward.config import serving, supervisor

    supervisor.end_with_parent()
    with _own_postgres():
        serving.work()


def _migrate(words: argparse.Namespace) -> None:
    os.environ["FAIRWARD_ACT_AS_OWNER"] = "1"
    with _own_postgres():
        _with_django()
        from fairward.config import migrating

        missing = migrating.waiting()
        migrating.migrate(lambda part: None if words.quiet else print(f"Migrating {part} ..."))
        if not words.quiet:
            print(f"Done: {len(missing)} migrations applied." if missing else "Nothing was missing.")


def _check(_: argparse.Namespace) -> int:
    from datetime import UTC, datetime

    from fairward.config import checking, demo_command
    from fairward.config.backups import history

    with _own_postgres():
        _with_django()
        found = checking.faults()
    print("\n".join(found) if found else "All is well.")
    print("\n".join(history.last_words(demo_command.var(), datetime.now(UTC))))
    return 1 if found else 0


def _roster(words: argparse.Namespace) -> Any:
    with _own_postgres():
        _with_django()
        from fairward.people.roster.command import run

        return run(words.rest)


def _scenario(words: argparse.Namespace) -> Any:
    if words.action == "report":
        return _scenario_report(words)
    with _own_postgres():
        _with_django()
        from fairward.config.demo.scenarios import load

        return load(words.file)


def _scenario_report(words: argparse.Namespace) -> Any:
    from fairward.config import scenario_world

    with scenario_world.standing():
        _with_django()
        from django.db import connections

        from fairward.config.demo.scenario_report import report

        try:
            return report(words.file, as_json=words.json)
        finally:
            connections.close_all()


def _audit(words: argparse.Namespace) -> Any:
    with _own_postgres():
        _with_django()
        from fairward.audit.verify import command
        from fairward.config.signing import log_keys
        from fairward.exchange.travel.held_queries import all_held_heads
        from fairward.organisations.queries import installed_organisations

        return command(
            words.rest, organisations=installed_organisations, keys_of=log_keys, held=all_held_heads
        )


def _retention(words: argparse.Namespace) -> Any:
    with _own_postgres():
        _with_django()
        from fairward.config.retention_command import run

        return run(words.action, words.rest)


def _organisation(words: argparse.Namespace) -> Any:
    with _own_postgres():
        _with_django()
        from fairward.config.first_organisation import create

        return create(words.rest)


def _backups(name: str) -> Callable[[argparse.Namespace], Any]:
    def run(words: argparse.Namespace) -> Any:
        from fairward.config import demo_command
        from fairward.config.backups import command

        return command.run(name, words.rest, var=demo_command.var(), databases=_with_databases)

    return run


@contextmanager
def _with_databases() -> Iterator[None]:
    with _own_postgres():
        _with_django()
        yield


def _bench(words: argparse.Namespace) -> Any:
    sys.path.insert(0, str(Path(__file__).resolve().parents[3]))  # beside src, in a checkout only
    if importlib.util.find_spec("benchmarks") is None:
        raise CommandFailed("The benchmarks are in a checkout of Fairward only, and this is not one.")
    return importlib.import_module("benchmarks").run(words.rest)


def _with_django() -> None:
    import django

    django.setup()


def _own_postgres() -> Any:
    """Our own PostgreSQL for the length of a command, where no other database is named and it does not run yet."""
    from contextlib import nullcontext

    from fairward.config import databases, demo_command
    from fairward.config.postgres import Cluster

    if databases.are_given():
        return nullcontext()
    return Cluster(databases.socket_home(demo_command.var())).running()


def _sentence(error: Exception) -> str | None:
    """What to tell the person; None for a fault of ours, which shows where it happened."""
    from fairward.config import (
        databases,
        demo_command,
        migrating,
        postgres_binaries,
        postgres_server,
        scenario_world,
        serving,
        supervisor,
        unprivileged,
    )
    from fairward.config.backups.kinds import BackupFailed
    from fairward.kernel.denied import Denied

    expected = (
        BackupFailed,
        CommandFailed,
        databases.BadAddress,
        demo_command.CannotDemo,
        migrating.MayNotMigrate,
        postgres_binaries.NoPostgres,
        postgres_server.ServerFailed,
        scenario_world.NoWorld,
        serving.PortTaken,
        serving.NoSuchPort,
        supervisor.GaveUp,
        unprivileged.NoAccount,
    )
    if isinstance(error, expected):
        return str(error)
    if isinstance(error, Denied):
        return error.sentence
    return None


if __name__ == "__main__":
    sys.exit(main())
