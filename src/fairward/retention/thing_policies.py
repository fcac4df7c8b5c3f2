"""Who may see and decide what becomes of what is no entry. Pure."""

from __future__ import annotations

from fairward.kernel.denied import Denied

SEE, DECIDE = "retention:desk:see", "retention:case:decide"


def check_chosen(chosen: int) -> None:
    """Raise Denied when nothing was ticked, or what was ticked is not due or is held by now."""
    if not chosen:
        raise Denied("nothing_chosen", "Tick at least one case.")


def check_in_time(is_dropped: bool) -> None:
    """Raise Denied when the day of a decision has come."""
    if not is_dropped:
        raise Denied(
            "too_late", "Its day has come, or somebody took it back already. Look at the desk again."
        )
