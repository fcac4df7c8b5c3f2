"""The Merkle tree of RFC 6962 and RFC 9162, section 2.1. It may not know what a leaf means, nor store anything."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence

HASH_SIZE = 32
EMPTY_ROOT = hashlib.sha256(b"").digest()


class ProofError(ValueError):
    """A proof that does not prove what it claims."""


def hash_leaf(data: bytes) -> bytes:
    """The hash of a leaf; the prefix keeps a leaf from being passed off as a node."""
    return hashlib.sha256(b"\x00" + data).digest()


def hash_node(left: bytes, right: bytes) -> bytes:
    """The hash of a node over its two children."""
    return hashlib.sha256(b"\x01" + left + right).digest()


def _split(size: int) -> int:
    """The largest power of two smaller than `size` (size > 1): where a tree of that size divides."""
    return 1 << ((size - 1).bit_length() - 1)


class Frontier:
    """The roots of the full subtrees on the right edge (a compact range): all that appending and the root need."""

    def __init__(self, size: int = 0, peaks: Sequence[bytes] = ()) -> None:
        if size < 0 or len(peaks) != size.bit_count() or any(len(peak) != HASH_SIZE for peak in peaks):
            raise ValueError("a frontier has one hash for each bit that is set in its size")
        self.size = size
        self._peaks = list(peaks)

    def append(self, leaf_hash: bytes) -> None:
        """Add one leaf by its hash."""
        node, bits = leaf_hash, self.size
        while bits & 1:
            node = hash_node(self._peaks.pop(), node)
            bits >>= 1
        self._peaks.append(node)
        self.size += 1

    def root(self) -> bytes:
        """The root over all leaves appended so far."""
        if not self._peaks:
            return EMPTY_ROOT
        node = self._peaks[-1]
        for peak in reversed(self._peaks[:-1]):
            node = hash_node(peak, node)
        return node

    def to_bytes(self) -> bytes:
        """The peaks, left to right, 32 bytes each; the size travels beside them."""
        return b"".join(self._peaks)

    @classmethod
    def from_bytes(cls, size: int, peaks: bytes) -> Frontier:
        """Read what `to_bytes` wrote."""
        if len(peaks) % HASH_SIZE:
            raise ValueError("the peaks of a frontier are 32 bytes each")
        return cls(size, [peaks[at : at + HASH_SIZE] for at in range(0, len(peaks), HASH_SIZE)])


class Tree:
    """All full subtrees of a log, so that roots and proofs of every size cost a walk and not a rebuild."""

    def __init__(self, leaf_hashes: Iterable[bytes] = ()) -> None:
        self._levels: list[list[bytes]] = [[]]
        for leaf_hash in leaf_hashes:
            self.append(leaf_hash)

    @property
    def size(self) -> int:
        """How many leaves there are."""
        return len(self._levels[0])

    def append(self, leaf_hash: bytes) -> None:
        """Add one leaf by its hash."""
        node, level = leaf_hash, 0
        self._levels[0].append(node)
        while len(self._levels[level]) % 2 == 0:
            node = hash_node(self._levels[level][-2], node)
            level += 1
            if level == len(self._levels):
                self._levels.append([])
            self._levels[level].append(node)

    def root(self, size: int | None = None) -> bytes:
        """The root over the first `size` leaves (all of them if None)."""
        wanted = self._checked(self.size if size is None else size)
        return self._range(0, wanted) if wanted else EMPTY_ROOT

    def inclusion_proof(self, index: int, size: int | None = None) -> list[bytes]:
        """The path from leaf `index` to the root of the first `size` leaves, nearest first (RFC 9162, 2.1.3.1)."""
        wanted = self._checked(self.size if size is None else size)
        if not 0 <= index < wanted:
            raise ValueError("no such leaf in a tree of this size")
        return self._path(index, 0, wanted)

    def consistency_proof(self, old_size: int, size: int | None = None) -> list[bytes]:
        """Proof that the first `old_size` leaves begin the first `size` leaves (RFC 9162, 2.1.4.1)."""
        wanted = self._checked(self.size if size is None else size)
        if not 0 < old_size <= wanted:
            raise ValueError("the older tree has at least one leaf and is not larger than the newer one")
        return [] if old_size == wanted else self._subproof(old_size, 0, wanted, is_whole=True)

    def _checked(self, size: int) -> int:
        if not 0 <= size <= self.size:
            raise ValueError("the tree has not had this size yet")
        return size

    def _range(self, start: int, stop: int) -> bytes:
        length = stop - start
        if length & (length - 1) == 0:  # splits are aligned, so a power of two is a full subtree that is kept
            level = length.bit_length() - 1
            return self._levels[level][start >> level]
        middle = start + _split(length)
        return hash_node(self._range(start, middle), self._range(middle, stop))

    def _path(self, index: int, start: int, stop: int) -> list[bytes]:
        if stop - start == 1:
            return []
        middle = start + _split(stop - start)
        if index < middle:
            return [*self._path(index, start, middle), self._range(middle, stop)]
        return [*self._path(index, middle, stop), self._range(start, middle)]

    def _subproof(self, old: int, start: int, stop: int, *, is_whole: bool) -> list[bytes]:
        if old == stop:
            return [] if is_whole else [self._range(start, stop)]
        middle = start + _split(stop - start)
        if old <= middle:
            return [*self._subproof(old, start, middle, is_whole=is_whole), self._range(middle, stop)]
        return [*self._subproof(old, middle, stop, is_whole=False), self._range(start, middle)]


def verify_inclusion(leaf_hash: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes) -> None:
    """Raise ProofError unless leaf `index` of a tree of `size` leaves of this root has this hash (9162, 2.1.3.2)."""
    if not 0 <= index < size:
        raise ProofError("no such leaf in a tree of this size")
    _check_hashes([leaf_hash, root, *proof])
    place, last, node = index, size - 1, leaf_hash
    for other in proof:
        if last == 0:
            raise ProofError("the proof is too long")
        if place & 1 or place == last:
            node = hash_node(other, node)
            while place and not place & 1:
                place, last = place >> 1, last >> 1
        else:
            node = hash_node(node, other)
        place, last = place >> 1, last >> 1
    if last != 0:
        raise ProofError("the proof is too short")
    if node != root:
        raise ProofError("the proof leads to another root")


def verify_consistency(
    old_size: int, size: int, old_root: bytes, root: bytes, proof: Sequence[bytes]
) -> None:
    """Raise ProofError unless the newer tree begins with the older one (RFC 9162, 2.1.4.2)."""
    if not 0 < old_size <= size:
        raise ProofError("the older tree has at least one leaf and is not larger than the newer one")
    _check_hashes([old_root, root, *proof])
    if old_size == size:
        if proof:
            raise ProofError("the proof is too long")
        if old_root != root:
            raise ProofError("two trees of one size have different roots")
        return
    is_full = old_size & (old_size - 1) == 0
    path = [old_root, *proof] if is_full else list(proof)
    if not path:
        raise ProofError("the proof is too short")
    if _climb(old_size, size, path) != (old_root, root):
        raise ProofError("the proof leads to other roots")


def _climb(old_size: int, size: int, path: Sequence[bytes]) -> tuple[bytes, bytes]:
    """Both roots that a consistency path leads to."""
    place, last = old_size - 1, size - 1
    while place & 1:
        place, last = place >> 1, last >> 1
    old = new = path[0]
    for other in path[1:]:
        if last == 0:
            raise ProofError("the proof is too long")
        if place & 1 or place == last:
            old, new = hash_node(other, old), hash_node(other, new)
            while place and not place & 1:
                place, last = place >> 1, last >> 1
        else:
            new = hash_node(new, other)
        place, last = place >> 1, last >> 1
    if last != 0:
        raise ProofError("the proof is too short")
    return old, new


def _check_hashes(hashes: Sequence[bytes]) -> None:
    if any(len(each) != HASH_SIZE for each in hashes):
        raise ProofError("a hash has 32 bytes")
