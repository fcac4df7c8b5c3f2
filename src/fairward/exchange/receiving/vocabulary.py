"""Words about packages that were opened here. It may not hold content."""

from __future__ import annotations

from fairward.exchange.travel.vocabulary import EnvelopeKind
from fairward.kernel.vocabulary import Worded

# What tells of changes in what was sent before, and what is asked: nothing of it enters a file as an entry of its own.
NOT_SORTED = frozenset({EnvelopeKind.CORRECTION_NOTICE, EnvelopeKind.ENQUIRY})


class SortingState(Worded):
    """How far somebody has got with a package that arrived."""

    OPENED = 1, "opened, nothing of it is in a file yet"
    SORTED = 2, "sorted"
    REFUSED = 3, "refused"
