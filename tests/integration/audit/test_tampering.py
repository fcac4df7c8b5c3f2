"""Whoever owns the database rewrites the past in every way we could think of; `audit verify` finds each."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from fairward.audit import erasure, gathering, sequencer
from fairward.audit.merkle import hash_leaf
from fairward.audit.models import InstallationHead
from fairward.audit.notes import Checkpoint, PublicKey, Signer, origin_of, sign_checkpoint
from fairward.kernel.ids import new_id
from fairward.tenancy.context import as_organisation
from tests.integration.audit.logs import World, a_signer

Owner = Callable[..., int]
THIRD = "(SELECT id FROM audit_place WHERE place = 2)"
ROLL_BACK = (
    "DELETE FROM audit_leaf WHERE id IN (SELECT id FROM audit_place WHERE place >= 5)",
    "DELETE FROM audit_detail WHERE id IN (SELECT id FROM audit_place WHERE place >= 5)",
    "DELETE FROM audit_place WHERE place >= 5",
    "DELETE FROM audit_signedhead WHERE size > 5",
)


def test_an_honest_log_is_sound(world: World) -> None:
    world.grow()
    world.grow()
    world.look()
    code, words = world.verify()
    assert code == 0, words
    assert "11 lines" not in words  # the last one is not placed yet
    assert "10 lines, 10 of them signed" in words
    assert "1 waiting" in words


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ("UPDATE audit_leaf SET actor_id = gen_random_uuid()", "Line 3 ("),
        ("UPDATE audit_leaf SET subject_id = NULL", "was changed after it got its place"),
        ("UPDATE audit_leaf SET event = 'listed'", "was changed after it got its place"),
        ("UPDATE audit_leaf SET item_count = 7", "was changed after it got its place"),
        ("UPDATE audit_leaf SET role = 1", "was changed after it got its place"),
        ("UPDATE audit_leaf SET at = at - interval '1 day'", "was changed after it got its place"),
        ("UPDATE audit_leaf SET commitment = sha256('x')", "was changed after it got its place"),
        ('UPDATE audit_detail SET body = \'{"why":"nothing"}\'', "The detail of line 3"),
        ("UPDATE audit_detail SET salt = '0123456789abcdef'", "The detail of line 3"),
        ("DELETE FROM audit_leaf", "Line 3 is gone"),
    ],
)
def test_an_edit_is_found(world: World, as_owner: Owner, change: str, found: str) -> None:
    world.grow()
    assert as_owner(f"{change} WHERE id = {THIRD}") == 1
    code, words = world.verify()
    assert code == 1
    assert found in words


def test_an_edit_with_the_noted_hash_made_to_fit_is_found(world: World, as_owner: Owner) -> None:
    world.grow()
    as_owner(f"UPDATE audit_leaf SET role = 1 WHERE id = {THIRD}")
    with as_organisation(world.organisation_id):
        (edited,) = [
            line.leaf
            for line in gathering._placed_lines(world.organisation_id, has_digests=False)
            if line.place == 2
        ]
    assert edited is not None
    as_owner("UPDATE audit_place SET leaf_hash = %s WHERE place = 2", edited.hash())
    code, words = world.verify()
    assert code == 1
    assert "The first 5 lines are not those that were signed" in words


def test_a_line_taken_out_with_all_that_belongs_to_it_is_found(world: World, as_owner: Owner) -> None:
    world.grow()
    as_owner(f"DELETE FROM audit_detail WHERE id = {THIRD}")
    as_owner(f"DELETE FROM audit_leaf WHERE id = {THIRD}")
    as_owner("DELETE FROM audit_place WHERE place = 2")
    as_owner("UPDATE audit_place SET place = 2 WHERE place = 3")
    as_owner("UPDATE audit_place SET place = 3 WHERE place = 4")
    code, words = world.verify()
    assert code == 1
    assert "cut short or rolled back" in words


def test_two_lines_that_change_places_are_found(world: World, as_owner: Owner) -> None:
    world.grow()
    as_owner("UPDATE audit_place SET place = 99 WHERE place = 1")
    as_owner("UPDATE audit_place SET place = 1 WHERE place = 3")
    as_owner("UPDATE audit_place SET place = 3 WHERE place = 99")
    code, words = world.verify()
    assert code == 1
    assert "changed, removed, inserted or moved" in words


def test_a_line_put_in_between_is_found(world: World, as_owner: Owner) -> None:
    world.grow()
    world.look()
    inserted = "(SELECT id FROM audit_pending)"
    as_owner("UPDATE audit_place SET place = place + 100 WHERE place >= 2")
    as_owner(f"INSERT INTO audit_place (organisation_id, id, place, leaf_hash) SELECT organisation_id, id, 2, "
             f"sha256('x') FROM audit_leaf WHERE id = {inserted}")  # fmt: skip
    as_owner("UPDATE audit_place SET place = place - 99 WHERE place >= 100")
    as_owner("DELETE FROM audit_pending")
    code, words = world.verify()
    assert code == 1
    assert "The first 5 lines are not those that were signed" in words


def test_a_line_dated_back_is_found_although_it_is_signed(world: World, as_owner: Owner) -> None:
    world.grow()
    world.look()
    as_owner("UPDATE audit_leaf SET at = at - interval '30 days' WHERE id = (SELECT id FROM audit_pending)")
    world.sign()
    code, words = world.verify()
    assert code == 1
    assert "Line 6 was dated back" in words
    assert "its id was made at another time" in words


def test_a_line_dated_ahead_is_found_although_it_is_signed(world: World, as_owner: Owner) -> None:
    world.look()
    as_owner("UPDATE audit_leaf SET at = at + interval '2 hours'")
    world.sign()
    code, words = world.verify()
    assert code == 1
    assert "after the checkpoint that holds it" in words


def test_a_truncated_log_is_found(world: World, as_owner: Owner) -> None:
    world.grow()
    world.grow()
    for statement in ROLL_BACK[:3]:
        as_owner(statement)
    code, words = world.verify()
    assert code == 1
    assert "holds 10 lines, only 5 are there" in words


def test_a_roll_back_with_its_checkpoints_is_found_by_the_installations_log(
    world: World, as_owner: Owner
) -> None:
    world.grow()
    world.grow()
    for statement in ROLL_BACK:
        as_owner(statement)
    code, words = world.verify()
    assert code == 1
    assert "cut short or rolled back" in words


def test_a_roll_back_of_everything_is_found_with_a_checkpoint_kept_elsewhere(
    world: World, as_owner: Owner, tmp_path: Path
) -> None:
    world.grow()
    kept = tmp_path / "kept.txt"
    kept.write_text(world.grow())
    for statement in (*ROLL_BACK, "DELETE FROM audit_installationhead WHERE place > 0"):
        as_owner(statement)
    assert world.verify()[0] == 0, "without outside memory nobody can tell"
    code, words = world.verify("--checkpoint", kept)
    assert code == 1
    assert "cut short or rolled back" in words


def test_a_log_that_was_rolled_back_and_grown_again_is_found(
    world: World, as_owner: Owner, tmp_path: Path
) -> None:
    world.grow()
    kept = tmp_path / "kept.txt"
    kept.write_text(world.grow())
    for statement in (*ROLL_BACK, "DELETE FROM audit_installationhead WHERE place > 0"):
        as_owner(statement)
    world.grow()
    code, words = world.verify("--checkpoint", kept)
    assert code == 1
    assert "The log was forked" in words


def test_a_second_truth_shown_to_somebody_else_is_found(world: World, tmp_path: Path) -> None:
    """The holder of the key signs other lines for another reader: whoever compares the two heads sees it."""
    world.grow()
    origin = origin_of(world.organisation_id)
    shown = tmp_path / "shown.txt"
    other = Checkpoint(origin, 5, hash_leaf(b"other lines"), datetime.now(UTC))
    shown.write_text(sign_checkpoint(other, world.signer))
    code, words = world.verify("--checkpoint", shown)
    assert code == 1
    assert "The log was forked" in words


def test_a_checkpoint_signed_by_a_stranger_is_found(world: World, as_owner: Owner) -> None:
    trusted = world.signer
    world.grow()
    world.signer = a_signer()
    world.grow()
    code, words = world.verify("--key", key_of(world, trusted))
    assert code == 1
    assert "No key that is known for this log has signed this checkpoint" in words


def test_a_changed_checkpoint_is_found(world: World, as_owner: Owner) -> None:
    world.grow()
    as_owner("UPDATE audit_signedhead SET note = replace(note, E'\\n5\\n', E'\\n4\\n')")
    code, words = world.verify()
    assert code == 1
    assert "signature under this checkpoint is wrong" in words


def test_a_line_slipped_in_without_a_place_is_found(world: World, as_owner: Owner) -> None:
    world.look()
    as_owner("UPDATE audit_leaf SET at = at - interval '2 hours'")
    as_owner("DELETE FROM audit_pending")
    world.grow()
    code, words = world.verify()
    assert code == 1
    assert "has no place, though later ones were signed" in words


def test_a_line_deleted_before_it_got_a_place_leaves_its_detail_behind(world: World, as_owner: Owner) -> None:
    world.look()
    as_owner("DELETE FROM audit_leaf")
    world.grow()
    code, words = world.verify()
    assert code == 1
    assert "1 details belong to lines that are gone" in words
    assert "1 marks for lines without a place belong to lines that are gone" in words


@pytest.mark.parametrize(
    "change",
    [
        "DELETE FROM audit_seen WHERE item_id = (SELECT item_id FROM audit_seen LIMIT 1)",
        "UPDATE audit_seen SET item_id = gen_random_uuid() WHERE item_id = (SELECT item_id FROM audit_seen LIMIT 1)",
    ],
)
def test_hiding_an_item_of_a_list_is_found(world: World, as_owner: Owner, change: str) -> None:
    world.look(new_id(), new_id(), new_id())
    world.sign()
    assert world.verify()[0] == 0
    assert as_owner(change) == 1
    code, words = world.verify()
    assert code == 1
    assert "The items by which line 1 is found were changed" in words


def test_erasing_a_detail_leaves_the_log_sound(world: World) -> None:
    line_id = world.look(new_id(), new_id())
    world.grow()
    with as_organisation(world.organisation_id):
        assert erasure.erase_details(world.organisation_id, [line_id]) == 1
    code, words = world.verify()
    assert code == 0, words
    assert "1 without detail" in words


@pytest.mark.parametrize(
    ("change", "found"),
    [
        (
            "UPDATE audit_installationhead SET note = note || 'x' WHERE place = 0",
            "Line 1 of the installation's log was",
        ),
        ("DELETE FROM audit_installationhead WHERE place = 0", "Heads were removed before line 2"),
        ("DELETE FROM audit_installationhead WHERE place = 1", "installation's log was cut short"),
    ],
)
def test_the_installations_log_is_checked_too(world: World, as_owner: Owner, change: str, found: str) -> None:
    world.grow(1)
    world.grow(1)
    signed = sequencer.checkpoint_installation(a_signer())
    assert signed.size == InstallationHead.objects.count() == 2
    assert world.verify()[0] == 0
    as_owner(change)
    code, words = world.verify()
    assert code == 1
    assert found in words


def key_of(world: World, signer: Signer) -> str:
    return str(PublicKey(origin_of(world.organisation_id), signer.public))
