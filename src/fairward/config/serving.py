"""The two kinds of process: HTTP server and worker. They may not know a room by name; settings and jobs do."""

from __future__ import annotations

import errno
import importlib
import logging
import os
import socket
from collections.abc import Callable
from typing import Any


class PortTaken(RuntimeError):
    """Another program listens there already."""


class NoSuchPort(RuntimeError):
    """What was given as a port is none."""


def port() -> int:
    """FAIRWARD_PORT, or 8000."""
    typed = os.environ.get("FAIRWARD_PORT") or "8000"
    if not (typed.isascii() and typed.isdigit() and 0 < int(typed) < 65536):
        raise NoSuchPort("FAIRWARD_PORT is a number from 1 to 65535, for example 8001.")
    return int(typed)


def host() -> str:
    """FAIRWARD_HOST, or this machine alone."""
    return os.environ.get("FAIRWARD_HOST") or "127.0.0.1"


def check_port() -> None:
    """Say so before the start if the port is taken: two servers would silently share it otherwise."""
    with socket.socket(socket.AF_INET6 if ":" in host() else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host(), port()))
        except OSError as error:
            if error.errno not in {errno.EADDRINUSE, errno.EACCES}:
                raise
            why = (
                "is used by another program"
                if error.errno == errno.EADDRINUSE
                else "is not open to this account"
            )
            raise PortTaken(f"Port {port()} {why}. Choose another: FAIRWARD_PORT=8001 make demo.") from None


def serve() -> None:
    """Serve until told to stop. One thread per process: on few cores more threads only wait for each other."""
    from granian.constants import Interfaces
    from granian.log import LogLevels
    from granian.server import Server

    check_port()
    # Read the application once, before the processes divide: half the time to start, and memory shared. It opens no
    # connection and draws no random number while it is read.
    importlib.import_module("fairward.config.wsgi")
    Server(
        "fairward.config.wsgi:application",
        address=host(),
        port=port(),
        interface=Interfaces.WSGI,
        workers=int(os.environ.get("FAIRWARD_WORKERS") or 2),
        blocking_threads=1,
        websockets=False,
        respawn_failed_workers=True,
        respawn_interval=0.1,
        workers_kill_timeout=10,
        log_access=False,
        log_level=LogLevels.warning,
        log_dictconfig=_granian_log(),
    ).serve()


def _granian_log() -> dict[str, object]:
    """Granian's own lines in the form of all others; of its informations only warnings."""
    loggers = {
        name: {"handlers": ["lines"], "level": "WARNING", "propagate": False} for name in ("_granian",)
    }
    return {
        "formatters": {"lines": {"()": "fairward.config.logging.Lines"}},
        "handlers": {"lines": {"class": "logging.StreamHandler", "formatter": "lines"}},
        "loggers": loggers,
    }


def work() -> None:
    """Do the jobs, those of the clock too, until told to stop."""
    import django

    django.setup()
    from procrastinate.contrib.django import app
    from procrastinate.contrib.django.django_connector import DjangoConnector

    importlib.import_module("fairward.config.jobs")  # names every job, those of the clock too
    connector = app.connector
    if not isinstance(connector, DjangoConnector):
        raise TypeError("the queue must live in Django's database")
    with app.replace_connector(connector.get_worker_connector()) as queue:
        logging.getLogger("fairward.worker").info("worker_started")
        queue.run_worker(
            name="fairward",
            concurrency=1,
            listen_notify=True,
            delete_jobs="successful",
            task_middleware=[_with_living_connections],
        )


def _with_living_connections(call_next: Callable[[], Any], _context: object, _worker: object) -> Any:
    """As Django does for each request: a connection that died with its server is opened anew before the job."""
    from django.db import close_old_connections

    close_old_connections()
    return call_next()
