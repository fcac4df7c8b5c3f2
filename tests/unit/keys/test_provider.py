"""The secrets that the server holds: one per organisation and use, made once, private, and never quietly replaced."""

from __future__ import annotations

import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from uuid import UUID

import pytest

from fairward.keys import directory, provider, signing, vouching
from fairward.keys.formats import FormatError
from fairward.keys.provider import KeyMissing, LocalFiles

ONE, TWO = UUID(int=1), UUID(int=2)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, settings: object) -> Path:
    settings.FAIRWARD_KEY_DIRECTORY = tmp_path / "keys"  # type: ignore[attr-defined]
    return tmp_path / "keys"


def test_files_are_private_and_one_for_each_use(folder: Path) -> None:
    held = LocalFiles(folder)
    made = {
        (owner, use): held.fetch_or_make(owner, use) for owner in (ONE, TWO, None) for use in provider.USES
    }
    assert len(set(made.values())) == len(made) == 12
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()} == {0o600}
    assert len(list(folder.iterdir())) == 12
    assert {key: LocalFiles(folder).fetch(*key) for key in made} == made


def test_many_processes_at_once_agree(folder: Path) -> None:
    with ThreadPoolExecutor(16) as pool:
        made = set(pool.map(lambda _: LocalFiles(folder).fetch_or_make(ONE, "directory"), range(64)))
    assert len(made) == 1
    assert len(list(folder.iterdir())) == 1


def test_a_lost_key_is_missed_and_not_made_anew_by_reading(folder: Path) -> None:
    protected = directory.protect(ONE, "people_child", TWO, b"Amara")
    next(folder.glob("*.directory")).unlink()
    provider._provider.cache_clear()
    with pytest.raises(KeyMissing):
        directory.reveal(ONE, "people_child", TWO, protected)
    assert provider.missing_keys([ONE]) == [ONE]
    assert not list(folder.glob("*.directory"))


def test_a_cut_file_is_refused(folder: Path) -> None:
    LocalFiles(folder).fetch_or_make(ONE, "directory")
    path = next(folder.iterdir())
    path.write_bytes(path.read_bytes()[:-5])
    with pytest.raises(FormatError):
        LocalFiles(folder).fetch_or_make(ONE, "directory")


def test_destroying_an_organisation_leaves_nothing_of_it(folder: Path) -> None:
    held = LocalFiles(folder)
    for use in provider.USES:
        held.fetch_or_make(ONE, use)
    other = held.fetch_or_make(TWO, "directory")
    held.destroy(ONE)
    assert [path.name for path in folder.iterdir()] == [f"{TWO}.directory"]
    assert held.fetch(TWO, "directory") == other


def test_a_name_opens_in_its_own_row_of_its_own_organisation_only() -> None:
    protected = directory.protect(ONE, "people_child", TWO, b"Amara")
    assert directory.reveal(ONE, "people_child", TWO, protected) == b"Amara"
    for organisation, table, row in (
        (TWO, "people_child", TWO),
        (ONE, "people_adult", TWO),
        (ONE, "people_child", ONE),
    ):
        directory.protect(organisation, table, row, b"its key exists")
        with pytest.raises(FormatError):
            directory.reveal(organisation, table, row, protected)


def test_digests_match_within_an_organisation_and_label_only() -> None:
    made = directory.digest(ONE, "upn", "A123")
    assert len(made) == directory.DIGEST_SIZE
    assert made == directory.digest(ONE, "upn", "A123")
    others = {
        directory.digest(*place)
        for place in ((TWO, "upn", "A123"), (ONE, "staff", "A123"), (ONE, "upn", "A124"))
    }
    assert made not in others
    assert len(others) == 3


def test_signatures_are_the_signers_and_of_exactly_this() -> None:
    signature = signing.sign(ONE, b"the head")
    assert signing.is_signed(signing.verifying_key(ONE), signature, b"the head")
    assert not signing.is_signed(signing.verifying_key(ONE), signature, b"the heads")
    assert not signing.is_signed(signing.verifying_key(TWO), signature, b"the head")
    assert not signing.is_signed(signing.verifying_key(None), signature, b"the head")
    assert not signing.is_signed(b"short", signature, b"the head")


def test_an_exchanged_public_key_is_noticed() -> None:
    tag = vouching.vouch(ONE, "keys_ring", TWO, b"ours")
    assert vouching.vouched(ONE, "keys_ring", TWO, b"ours", tag) == b"ours"
    for place in (
        (ONE, "keys_ring", TWO, b"theirs"),
        (ONE, "keys_ring", ONE, b"ours"),
        (TWO, "keys_ring", TWO, b"ours"),
    ):
        with pytest.raises(FormatError):
            vouching.vouched(*place, tag)
