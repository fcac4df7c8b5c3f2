"""Why a package is refused, as a sentence that a lead can read. It may not quote what it refuses."""

from __future__ import annotations

from fairward.kernel.denied import Denied

_AGAIN = "Ask the sender to make it again."
_SENTENCES = {
    "not_a_package": f"This is not a package of Fairward's format. {_AGAIN}",
    "unknown_version": "The package is of a newer version than this installation can read. Whoever looks after the "
    "server brings Fairward up to date; then it can be received.",
    "too_large": "The package is larger than a package may be. Ask the sender to send it in two parts.",
    "truncated": "The package is not whole: its end is missing. Ask the sender to send it again.",
    "too_long": "The package has bytes after its end that do not belong to it. Ask the sender to send it again.",
    "wrong_addressee": "The package is for another organisation. Tell the sender; nothing of it was kept.",
    "unknown_ring": "The package is sealed to a key that this organisation does not have any more. Give the sender your "
    "new card and ask them to send it again.",
    "does_not_open": "The package does not open: it was changed on its way, or sealed to another key. "
    "Ask the sender to send it again.",
    "seen_before": "This package was received before. It is not taken a second time.",
    "unknown_sender": "The package is signed by an organisation that you have not been introduced to, or with a key that "
    "it has not given you. Compare the fingerprint of its card by telephone first.",
    "wrong_signature": "The signature on the package is wrong: it was changed, or somebody else made it. "
    "Telephone the sender.",
    "wrong_sender": "The package says that it comes from another organisation than the one that signed it. "
    "Telephone the sender.",
    "wrong_digest": f"A file in the package is not the one that was signed. {_AGAIN}",
    "wrong_id": f"The package has one number outside and another one inside. {_AGAIN}",
    "not_canonical": f"The package is not written as the format says. {_AGAIN}",
    "not_whole": f"The package lacks something that every package has, or it is not what it should be. {_AGAIN}",
    "no_basis": f"A passage does not say how it is known. {_AGAIN}",
    "no_label": f"A passage does not say who may read it. {_AGAIN}",
    "no_context": "A passage came without its context: explanations, the family's side, corrections and the outcome "
    f"must come with it, or the package must say that there are none. {_AGAIN}",
    "no_source": f"A passage was told by somebody, and does not say by whom. {_AGAIN}",
    "no_words": f"A passage has no words that its label lets you read. {_AGAIN}",
    "no_summary": "A passage of which only the summary may be shown has none, or something attached to it has none. "
    f"{_AGAIN}",
    "bare_pointer": f"A passage should say only whom to call, but says more, or names nobody to call. {_AGAIN}",
    "wrong_grade": "Police information that may only be used with conditions is labelled as if it could be shown. "
    f"{_AGAIN}",
    "wrong_chain": f"A passage does not say through whose hands it came, ending with the sender. {_AGAIN}",
    "twice": f"The same passage, file or change is in the package twice. {_AGAIN}",
    "no_child": f"The package does not say which child it is about. {_AGAIN}",
    "child_named": f"A request for advice names the child, and should not. {_AGAIN}",
    "no_tests": "The package does not say that the tests before telling somebody were made. "
    f"{_AGAIN}",
    "test_failed": "The sender's own tests say that this should not have been sent: it is not relevant, or does not "
    "help you. Telephone the sender.",
    "not_told": "The package does not say why the family was not told, and when that is looked at again. "
    f"{_AGAIN}",
    "no_second": f"A passage for named people only was not approved by a second person. {_AGAIN}",
    "no_notice": "A notice of a correction does not say what changes in which package, or another kind of package does. "
    f"{_AGAIN}",
    "wrong_log_head": f"The sender's log head in the package is not signed by the sender. {_AGAIN}",
    "not_taken_in": "The family added something that a safeguarding lead must take into the file first.",
    "label_loosened": "This passage was written by another organisation, which allows it to fewer people. "
    "Ask them to send it again under another label.",
    "label_above": "Something in the package has a label that its recipient may not read. It is left out, or its author "
    "is asked first.",
    "no_pdf": f"The package does not hold exactly one PDF of its passages. {_AGAIN}",
    "too_many": "The package holds more than a package may hold. Ask the sender to send it in two parts.",
}  # fmt: skip


class Refused(Denied):
    """A package that is not accepted, or not made. `where` names the place in our own words of the format, for a log."""

    def __init__(self, code: str, where: str = "") -> None:
        super().__init__(code, _SENTENCES[code])
        self.where = where


def codes() -> tuple[str, ...]:
    """Every code there is."""
    return tuple(_SENTENCES)
