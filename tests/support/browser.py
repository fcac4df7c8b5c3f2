"""The browser of the journeys: this machine's Chromium, without a network. It may not know a page."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from typing import Any

import pytest

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_SWITCHES = [
    "--disable-dev-shm-usage",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-sync",
    "--no-first-run",
    "--no-default-browser-check",
    # Nothing outside this machine has a name: a page that asks for something there fails.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
]


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Start Chromium of the machine; as root it has no sandbox."""
    found = next(filter(None, map(shutil.which, _NAMES)), None)
    if found is None:
        pytest.fail("No Chromium on this machine: scripts/chromium.sh installs it, or says what to install.")
    switches = [*_SWITCHES, *(["--no-sandbox"] if os.geteuid() == 0 else [])]
    return {**browser_type_launch_args, "executable_path": found, "args": switches}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    """Desktop, British."""
    size = {"width": 1280, "height": 900}
    return {**browser_context_args, "viewport": size, "locale": "en-GB", "timezone_id": "Europe/London"}


@pytest.fixture
def phone(browser: Any, browser_context_args: dict[str, Any]) -> Iterator[Any]:
    """A page 320 pixels wide."""
    yield from _page(browser, browser_context_args, viewport={"width": 320, "height": 640}, has_touch=True)


@pytest.fixture
def plain_page(browser: Any, browser_context_args: dict[str, Any]) -> Iterator[Any]:
    """A page in a browser without JavaScript."""
    yield from _page(browser, browser_context_args, java_script_enabled=False)


@pytest.fixture
def plain_phone(browser: Any, browser_context_args: dict[str, Any]) -> Iterator[Any]:
    """A page 320 pixels wide without JavaScript."""
    size = {"width": 320, "height": 640}
    yield from _page(browser, browser_context_args, viewport=size, java_script_enabled=False)


def _page(browser: Any, arguments: dict[str, Any], **more: Any) -> Iterator[Any]:
    context = browser.new_context(**{**arguments, **more})
    context.set_default_timeout(15_000)
    yield context.new_page()
    context.close()
