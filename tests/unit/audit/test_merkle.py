"""The tree against the RFC's own example, known roots, another implementation, and proofs that must be refused."""

from __future__ import annotations

import hashlib

import pymerkle
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fairward.audit.merkle import (
    EMPTY_ROOT,
    Frontier,
    ProofError,
    Tree,
    hash_leaf,
    hash_node,
    verify_consistency,
    verify_inclusion,
)

# The eight leaves and roots that Certificate Transparency implementations share as vectors of RFC 6962.
LEAVES = [
    bytes.fromhex(text)
    for text in ",00,10,2021,3031,40414243,5051525354555657,606162636465666768696a6b6c6d6e6f".split(",")
]
ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]


def hashes(count: int) -> list[bytes]:
    return [hash_leaf(str(number).encode()) for number in range(count)]


@pytest.mark.parametrize("size", range(1, 9))
def test_known_roots(size: int) -> None:
    leaf_hashes = [hash_leaf(leaf) for leaf in LEAVES[:size]]
    frontier = Frontier()
    for leaf_hash in leaf_hashes:
        frontier.append(leaf_hash)
    assert frontier.root().hex() == Tree(leaf_hashes).root().hex() == ROOTS[size - 1]


def test_empty_tree() -> None:
    assert Frontier().root() == Tree().root() == EMPTY_ROOT == hashlib.sha256(b"").digest()


def test_paths_of_the_rfcs_seven_leaf_example() -> None:
    """RFC 9162, 2.1.5: the tree d0..d6 with nodes a-l."""
    a, b, c, d, e, f, j = hashes(7)
    g, h, i = hash_node(a, b), hash_node(c, d), hash_node(e, f)
    k, l = hash_node(g, h), hash_node(i, j)  # noqa: E741 - the RFC's letters
    tree = Tree([a, b, c, d, e, f, j])
    assert tree.root() == hash_node(k, l)
    assert tree.inclusion_proof(0) == [b, h, l]
    assert tree.inclusion_proof(3) == [c, g, l]
    assert tree.inclusion_proof(4) == [f, j, k]
    assert tree.inclusion_proof(6) == [i, k]
    assert tree.consistency_proof(3) == [c, d, g, l]
    assert tree.consistency_proof(4) == [l]
    assert tree.consistency_proof(6) == [i, j, k]


def test_roots_and_proofs_agree_with_another_implementation() -> None:
    """pymerkle writes the leaf itself into its path; its consistency paths are longer: ours meet its roots."""
    other = pymerkle.InmemoryTree(algorithm="sha256")
    tree = Tree()
    leaf_hashes = hashes(514)
    for number, leaf_hash in enumerate(leaf_hashes):
        other.append_entry(str(number).encode())
        tree.append(leaf_hash)
    for size in range(1, 515):
        root = other.get_root(size)
        assert tree.root(size) == root
        for index in {0, size // 3, size // 2, size - 1}:
            path = other.prove_inclusion(index + 1, size).path
            assert [leaf_hashes[index], *tree.inclusion_proof(index, size)] == list(path)
        for old in {1, size // 3 or 1, size // 2 or 1, size - 1 or 1} - {size}:
            proof = tree.consistency_proof(old, size)
            verify_consistency(old, size, other.get_root(old), root, proof)


def test_every_proof_of_every_small_tree_is_accepted() -> None:
    tree = Tree(hashes(66))
    leaf_hashes = hashes(66)
    for size in range(1, 67):
        for index in range(size):
            verify_inclusion(
                leaf_hashes[index], index, size, tree.inclusion_proof(index, size), tree.root(size)
            )
        for old in range(1, size + 1):
            verify_consistency(old, size, tree.root(old), tree.root(size), tree.consistency_proof(old, size))


def test_no_inclusion_proof_serves_another_index_size_length_or_leaf() -> None:
    leaf_hashes = hashes(34)
    tree = Tree(leaf_hashes)
    for size in range(1, 35):
        for index in range(size):
            leaf, proof, root = leaf_hashes[index], tree.inclusion_proof(index, size), tree.root(size)
            bad = [
                (leaf, index, size, [*proof, root], root),
                (leaf, index, size, [root, *proof], root),
                (leaf, index, size, proof, hash_leaf(b"another root")),
                (hash_leaf(b"another"), index, size, proof, root),
                (leaf, -1, size, proof, root),
                (leaf, size, size, proof, root),
                (leaf, index, 0, proof, root),
                (leaf, index + size, size, proof, root),
                (leaf[:31], index, size, proof, root),
            ]
            bad += (
                [(leaf, index, size, proof[:-1], root), (leaf, index, size, proof[1:], root)] if proof else []
            )
            bad += [(leaf, other, size, proof, root) for other in range(size) if other != index]
            for arguments in bad:
                with pytest.raises(ProofError):
                    verify_inclusion(*arguments)


def test_no_consistency_proof_serves_other_sizes_lengths_or_roots() -> None:
    tree = Tree(hashes(34))
    stranger = hash_leaf(b"another root")
    for size in range(1, 35):
        for old in range(1, size + 1):
            proof, old_root, root = tree.consistency_proof(old, size), tree.root(old), tree.root(size)
            bad = [
                (old, size, old_root, root, [*proof, root]),
                (old, size, old_root, root, [root, *proof]),
                (old, size, stranger, root, proof),
                (old, size, old_root, stranger, proof),
                (0, size, old_root, root, proof),
                (-old, size, old_root, root, proof),
                (size + 1, size, old_root, root, proof),
            ]
            if proof:
                bad += [(old, size, old_root, root, proof[:-1]), (old, size, old_root, root, proof[1:])]
            for arguments in bad:
                with pytest.raises(ProofError):
                    verify_consistency(*arguments)


@pytest.mark.parametrize(("index", "size"), [(-1, 3), (3, 3), (0, 0), (0, 4)])
def test_no_proof_is_made_for_what_is_not_there(index: int, size: int) -> None:
    with pytest.raises(ValueError, match="tree"):
        Tree(hashes(3)).inclusion_proof(index, size)


@pytest.mark.parametrize(("old", "size"), [(0, 3), (-1, 3), (4, 3), (1, 4)])
def test_no_consistency_is_proved_for_sizes_that_never_were(old: int, size: int) -> None:
    with pytest.raises(ValueError, match="tree"):
        Tree(hashes(3)).consistency_proof(old, size)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 300), st.integers(0, 300))
def test_a_frontier_can_be_put_down_and_taken_up_again(first: int, more: int) -> None:
    frontier = Frontier()
    leaf_hashes = hashes(first + more)
    for leaf_hash in leaf_hashes[:first]:
        frontier.append(leaf_hash)
    resumed = Frontier.from_bytes(frontier.size, frontier.to_bytes())
    for leaf_hash in leaf_hashes[first:]:
        resumed.append(leaf_hash)
    assert resumed.root() == Tree(leaf_hashes).root()


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_a_changed_bit_anywhere_breaks_the_proof(data: st.DataObject) -> None:
    size = data.draw(st.integers(2, 200))
    index = data.draw(st.integers(0, size - 1))
    leaf_hashes = hashes(size)
    tree = Tree(leaf_hashes)
    proof = tree.inclusion_proof(index)
    at = data.draw(st.integers(0, len(proof) - 1))
    bit = data.draw(st.integers(0, 255))
    proof[at] = (int.from_bytes(proof[at], "big") ^ 1 << bit).to_bytes(32, "big")
    with pytest.raises(ProofError):
        verify_inclusion(leaf_hashes[index], index, size, proof, tree.root())


@pytest.mark.parametrize(
    ("size", "peaks"), [(1, b""), (2, b"x" * 64), (0, b"x" * 32), (1, b"x" * 31), (-1, b"")]
)
def test_a_frontier_of_the_wrong_shape_is_refused(size: int, peaks: bytes) -> None:
    with pytest.raises(ValueError, match="frontier"):
        Frontier.from_bytes(size, peaks)
