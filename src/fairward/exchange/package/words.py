"""A document as people read it: the body of a page, a tagged PDF, the JSON. It may not see what `views` has taken out.

All three are made of the same `Manifest`, so none of them can say more than another. The body may stand in a page of the
inbox: `body_of(seen_by(manifest, audience))`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.template.loader import render_to_string
from markupsafe import Markup

from fairward.design.words import listed
from fairward.documents import pdf
from fairward.exchange.package import canonical, shapes
from fairward.exchange.package.checking import labels_of
from fairward.exchange.package.contents import ATTACHMENT, Attached, Coded, Manifest, Note, Passage
from fairward.files.rendering import shortened
from fairward.kernel.vocabulary import AnnotationKind, DisclosureKind, Label
from fairward.rights.answer_words import STYLE
from fairward.rules import labels

_KINDS: Mapping[str, str] = {kind.code: kind.word for kind in AnnotationKind}
_CHANGES: Mapping[str, str] = {
    "corrected": "was corrected; what is right is below", "disputed": "is disputed", "explained": "was explained",
    "unfounded": "was found not to have happened, or to be about another child", "destroyed": "was destroyed",
    "recalled": "is asked back", "outcome": "has an outcome now",
}  # fmt: skip
_ASKED: Mapping[str, str] = {
    "acknowledge": "Put it right wherever you hold it, and tell us that you have.",
    "return": "Send what we told you back, keep no copy, and tell us that you have.",
    "destroy": "Destroy what we told you wherever you hold it, and tell us that you have.",
}
_ANSWERS: Mapping[str, str] = {"yes": "Yes", "no": "No", "not_yet": "Not answered yet"}


@dataclass(frozen=True, slots=True)
class Together:
    """Passages of one entry, and what is attached to the entry as a whole, once. `note` is None for pointers."""

    note: Note | None
    passages: tuple[Passage, ...]
    attached: tuple[Attached, ...]
    outcome: Coded | None


def body_of(shown: Manifest) -> str:
    """The document as HTML for inside a page: one h1, no link, no script, no style."""
    return render_to_string("exchange/package_body.html", {"shown": shown, **context_of(shown)})


def inner_of(shown: Manifest) -> Markup:
    """The same for inside a page that has a heading of its own: no h1."""
    # Drawn by the template, which escapes what people wrote.
    return Markup(body_of(shown).replace("<h1>", "<h2>", 1).replace("</h1>", "</h2>", 1))  # noqa: S704


def pdf_of(shown: Manifest) -> bytes:
    """The document as a tagged PDF (PDF/UA-1)."""
    return pdf.render(body_of(shown), title=title_of(shown), style=STYLE)


def json_of(shown: Manifest) -> bytes:
    """The document as canonical JSON."""
    return canonical.encode(shapes.plain(shown))


def title_of(shown: Manifest) -> str:
    """The title, without a name: lists of files show it."""
    kind = shown.kind.word
    return f"{kind[:1].upper()}{kind[1:]} from {shown.sender.name}"


def together(passages: Sequence[Passage]) -> tuple[Together, ...]:
    """The passages by their entries, in the order of the document."""
    groups: dict[UUID, list[Passage]] = {}
    for one in passages:
        groups.setdefault(one.note.id if one.note else one.id, []).append(one)
    return tuple(
        Together(
            found[0].note,
            tuple(found),
            tuple(
                {each.id: each for one in found for each in one.context.attached if each.is_of_entry}.values()
            ),
            found[0].context.outcome,
        )
        for found in groups.values()
    )


def attached_to(one: Passage) -> tuple[Attached, ...]:
    """What is attached to this claim and not to its whole entry."""
    return tuple(each for each in one.context.attached if not each.is_of_entry)


def claim_words(one: Passage) -> str:
    """What this audience reads of a passage."""
    if one.label is Label.POINTER:
        return f"{one.chain[-1].name} knows this child. Call {one.call}."
    words = one.text or one.summary
    return f"“{words}”" if one.basis == "child_said" and one.text else words


def hands_words(one: Passage) -> str:
    """Through whose hands a passage came, before the sender; empty where the sender wrote it."""
    return ", then ".join(link.name for link in one.chain[:-1])


def _resting(shown: Manifest) -> Callable[[Passage], str]:
    """What an opinion rests on: the beginnings of what this reader sees here, and that there is more if so."""
    texts = {one.id: one.text for one in shown.passages if one.text}

    def rests_words(one: Passage) -> str:
        quotes = [shortened(texts[each]) for each in one.because if each in texts]
        return listed(
            [*quotes, *(["something that is not told here"] if len(quotes) < len(one.because) else [])]
        )

    return rests_words


def context_of(shown: Manifest) -> Mapping[str, object]:
    """What the templates of a document need beside it; a page of the inbox draws its notes one by one."""
    explained = {one.label: one for one in labels.explained()}
    used = labels_of(shown) | {one.label for one in shown.files}
    return {
        "title": title_of(shown), "groups": together(shown.passages), "attached_to": attached_to, "rests_words": _resting(shown),
        "claim_words": claim_words, "hands_words": hands_words, "kinds": _KINDS, "changes": _CHANGES, "asked": _ASKED,
        "answers": _ANSWERS, "labels": [explained[one] for one in Label if one in used],
        "enclosed": [one for one in shown.files if one.role == ATTACHMENT],
        "is_transfer": shown.kind is DisclosureKind.TRANSFER, "is_notice": shown.notice is not None,
    }  # fmt: skip
