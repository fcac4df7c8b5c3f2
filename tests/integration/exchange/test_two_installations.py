"""Two installations on loopback: a package goes over and its receipt comes back, whoever is killed meanwhile."""

from __future__ import annotations

import http.client
import socket
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from fairward.exchange.travel.door import REFUSED
from tests.support.databases import Pair
from tests.support.installations import Installation, two_installations

Two = tuple[Installation, Installation]


@pytest.fixture(scope="module")
def two(template: Callable[[Pair], Pair]) -> Iterator[Two]:
    with two_installations(template, with_worker=False) as made:
        yield made


def arrived_once(theirs: Installation, packages: list[str]) -> None:
    there = [one for one, *_ in theirs.do("look")["arrived"]]
    assert [there.count(one) for one in packages] == [1] * len(packages)


def states(ours: Installation, packages: list[str]) -> set[str]:
    sent = ours.do("look")["sent"]
    return {sent[one][0] for one in packages}


def test_a_package_goes_over_and_its_receipts_come_back(two: Two) -> None:
    ours, theirs = two
    for one in two:
        one.do("sign_head")
    packages = ours.do("queue", count=2, size=300_000)["packages"]
    assert ours.do("carry")["through"] == 2
    arrived_once(theirs, packages)
    assert states(ours, packages) == {"delivered"}
    for state in (4, 5):
        theirs.do("say", state=state)
    assert theirs.do("carry")["through"] == 4
    assert states(ours, packages) == {"accepted"}
    seen = ours.do("look"), theirs.do("look")
    assert seen[0]["receipts"] == 6
    assert [one["contradicting"] for one in seen] == [0, 0] and all(one["heads"] for one in seen)


@pytest.mark.parametrize("point", ["before", "half", "after"])
def test_a_sender_killed_in_an_attempt_sends_it_once(two: Two, point: str) -> None:
    ours, theirs = two
    packages = ours.do("queue", size=400_000)["packages"]
    ours.die(point)
    assert states(ours, packages) == {"sending"}
    assert ours.do("carry")["through"] == 0, "not before the attempt that was cut off can be over"
    assert ours.do("carry", hours=1)["through"] == 1
    arrived_once(theirs, packages)
    assert states(ours, packages) == {"delivered"}


def test_a_receiver_killed_while_it_reads_takes_it_once(two: Two) -> None:
    ours, theirs = two
    packages = ours.do("queue", count=3, size=200_000)["packages"]
    theirs.kill()
    assert ours.do("carry")["through"] == 0
    assert {tuple(ours.do("look")["sent"][one][::2]) for one in packages} == {("queued", "unreachable")}
    theirs.served.start(with_worker=False)
    ours.die("half", hours=7)
    theirs.kill()
    theirs.served.start(with_worker=False)
    assert ours.do("carry", hours=14)["through"] == 3
    arrived_once(theirs, packages)


def test_strangers_get_the_same_refusal_and_nothing_is_kept(two: Two) -> None:
    ours, theirs = two
    before = theirs.do("look")["arrived"]
    stranger = dict.fromkeys(("signature", "signature-input", "fairward-sender"), "x")
    answers = [posted(theirs, headers) for headers in ({}, stranger, {"content-type": "application/json"})]
    packages = ours.do("queue")["packages"]
    assert set(answers) == {(403, REFUSED)}
    ours.do("carry")
    arrived_once(theirs, packages)
    assert len(theirs.do("look")["arrived"]) == len(before) + 1


def posted(to: Installation, headers: dict[str, str], body: bytes = b"x") -> tuple[int, bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", to.served.port, timeout=20)
    try:
        connection.request("POST", "/exchange/in/", body, headers)
        response = connection.getresponse()
        return response.status, response.read()
    finally:
        connection.close()


def test_a_giant_body_of_a_stranger_is_not_read(two: Two) -> None:
    """The refusal comes while the body has not been sent: nothing waits for it."""
    _, theirs = two
    with socket.create_connection(("127.0.0.1", theirs.served.port), timeout=20) as line:
        line.sendall(
            b"POST /exchange/in/ HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 900000000\r\n\r\n"
            + b"x" * 1000
        )
        assert line.recv(12) == b"HTTP/1.1 403"


def test_a_partner_whose_key_changed_is_heard_only_after_a_new_comparison(two: Two) -> None:
    """Last in this module: the keys are other ones afterwards."""
    ours, theirs = two
    for path in (theirs.served.var / "keys").glob(f"{theirs.told['school']}.signing"):
        path.unlink()
    theirs.end()
    theirs.kill()
    theirs.served.start(with_worker=False)
    packages = ours.do("queue")["packages"]
    assert ours.do("carry")["through"] == 0
    sent = ours.do("look")["sent"]
    assert sent[packages[0]][0] == "queued" and sent[packages[0]][2] == "key_changed"
    theirs.told |= theirs.do("card")
    refused = ours.do("trust", theirs=theirs.told["card"], heard=ours.told["card"])
    assert refused == {"denied": "digits_differ"}
    ours.do("trust", theirs=theirs.told["card"])
    assert ours.do("carry", hours=7)["through"] == 1
    arrived_once(theirs, packages)


def test_with_workers_everything_arrives_once_whoever_is_killed_at_random(
    template: Callable[[Pair], Pair],
) -> None:
    with two_installations(template, with_worker=True) as (ours, theirs):
        packages: list[str] = []
        for turn in range(6):
            packages += ours.do("queue", count=4, size=900_000)["packages"]
            time.sleep((turn * 37 % 11) / 10)
            victim: Any = (theirs, ours)[turn % 2]
            victim.kill()
            victim.served.start()
        end = time.monotonic() + 60
        while states(ours, packages) != {"delivered"} and time.monotonic() < end:
            ours.do("carry", hours=7)
        assert states(ours, packages) == {"delivered"}
        arrived_once(theirs, packages)
        assert ours.do("look")["receipts"] == len(packages) == 24
