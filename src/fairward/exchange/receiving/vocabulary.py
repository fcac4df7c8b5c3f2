"""Words about packages that were opened here. It may not hold content."""

from __future__ import annotations

from fairward.kernel.vocabulary import Worded


class SortingState(Worded):
    """How far somebody has got with a package that arrived."""

    OPENED = 1, "opened, nothing of it is in a file yet"
    SORTED = 2, "sorted"
    REFUSED = 3, "refused"
