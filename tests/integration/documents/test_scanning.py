"""The virus scan: what is found, and what happens when the scanner does not answer."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from fairward.documents import attachments, scanning
from fairward.documents.attachments import RefusedFile
from fairward.documents.kinds import ScanState
from tests.integration.documents import clamd


@pytest.fixture(scope="module", params=["made", "real"])
def scanner(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    if request.param == "made":
        with clamd.made_clamd() as address:
            yield address
        return
    if clamd.CLAMD is None:
        pytest.skip("no clamd on this machine: only the scanner made here was asked")
    with clamd.real_clamd(tmp_path_factory.mktemp("clamd")) as address:
        yield address


def test_a_clean_file_is_clean_and_a_virus_is_found(scanner: str, settings: Any) -> None:
    settings.FAIRWARD_CLAMD = scanner
    assert scanning.scan(b"nothing to see") is ScanState.CLEAN
    assert scanning.scan(clamd.EICAR) is ScanState.INFECTED
    assert scanning.scan(b"x" * (attachments.MAX_BYTES - 1)) is ScanState.CLEAN


def test_an_infected_file_is_refused_with_a_sentence(scanner: str, settings: Any) -> None:
    settings.FAIRWARD_CLAMD = scanner
    with pytest.raises(RefusedFile) as refused:
        attachments.accept("note.txt", clamd.EICAR)
    assert "A virus was found" in refused.value.sentence
    assert attachments.accept("note.txt", b"a note").scan_state is ScanState.CLEAN


def test_without_a_scanner_it_is_recorded_as_not_scanned(settings: Any) -> None:
    settings.FAIRWARD_CLAMD = ""
    assert attachments.accept("note.txt", b"a note").scan_state is ScanState.NOT_SCANNED


@pytest.mark.parametrize("address", ["127.0.0.1:9", "unix:/nowhere/clamd.socket", "nonsense", "host:port"])
def test_a_scanner_that_is_not_there_makes_the_file_wait(address: str, settings: Any) -> None:
    settings.FAIRWARD_CLAMD = address
    assert attachments.accept("note.txt", b"a note").scan_state is ScanState.WAITING


@pytest.mark.parametrize(
    "answer", [b"", b"INSTREAM size limit exceeded. ERROR\0", b"stream: Allocation failed. ERROR\0", b"OK"]
)
def test_an_answer_that_is_none_makes_the_file_wait(answer: bytes, settings: Any) -> None:
    with clamd.answering(answer) as settings.FAIRWARD_CLAMD:
        assert scanning.scan(b"a note") is ScanState.WAITING


def test_a_scanner_that_refuses_the_length_makes_the_file_wait(scanner: str, settings: Any) -> None:
    settings.FAIRWARD_CLAMD = scanner
    assert scanning.scan(b"x" * (clamd.LONGEST + 1024 * 1024)) is ScanState.WAITING


def test_the_socket_may_be_given_as_a_bare_path(settings: Any, tmp_path: Path) -> None:
    settings.FAIRWARD_CLAMD = str(tmp_path / "clamd.socket")
    assert scanning.scan(b"a note") is ScanState.WAITING
