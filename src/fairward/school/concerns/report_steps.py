"""What the buttons inside a page do to the draft: add, remove, attach. None may lose a typed word."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from types import MappingProxyType

from django.core.files.uploadedfile import UploadedFile

from fairward.documents.attachments import RefusedFile, accept, check_count
from fairward.documents.uploads import content_of
from fairward.kernel.actor import Actor
from fairward.people.queries import names_of_children
from fairward.school.concerns import drafting
from fairward.school.concerns.drafting import OpenDraft
from fairward.school.concerns.models import Part
from fairward.school.concerns.report_answers import MOST_CHILDREN, MOST_STATEMENTS, Said
from fairward.school.concerns.report_forms import Question, id_from

Step = Callable[[Actor, OpenDraft, str], None]


def keep_known_children(by: Actor, draft: OpenDraft) -> None:
    """Leave out ids that are no child of this organisation."""
    if draft.answers.children:
        known = names_of_children(by.organisation_id, draft.answers.children)
        draft.answers.children = {
            child: part for child, part in draft.answers.children.items() if child in known
        }


def _stay(by: Actor, draft: OpenDraft, argument: str) -> None:
    """Search, or save: the page is shown again with what was typed."""


def _add_child(by: Actor, draft: OpenDraft, argument: str) -> None:
    child_id, children = id_from(argument), draft.answers.children
    if child_id is None or child_id in children or len(children) >= MOST_CHILDREN:
        return
    children[child_id] = Part.MAIN
    keep_known_children(by, draft)
    draft.answers.search = ""
    draft.answers.is_unknown = False


def _remove_child(by: Actor, draft: OpenDraft, argument: str) -> None:
    child_id = id_from(argument)
    if child_id is not None:
        draft.answers.children.pop(child_id, None)


def _add_statement(by: Actor, draft: OpenDraft, argument: str) -> None:
    if len(draft.answers.statements) < MOST_STATEMENTS:
        draft.answers.statements.append(Said())


def _remove_statement(by: Actor, draft: OpenDraft, argument: str) -> None:
    gone, answers = id_from(argument), draft.answers
    answers.statements = [one for one in answers.statements if one.id != gone] or [Said()]
    for one in answers.statements:
        one.because = [other for other in one.because if other != gone]


def _remove_file(by: Actor, draft: OpenDraft, argument: str) -> None:
    gone = id_from(argument)
    if gone is not None:
        drafting.drop_file(by, draft, gone)


STEPS = MappingProxyType(
    {
        "search": _stay,
        "attach": _stay,
        "add": _add_child,
        "remove-child": _remove_child,
        "add-statement": _add_statement,
        "remove-statement": _remove_statement,
        "remove-file": _remove_file,
        "body": _stay,
    }
)


def take_files(by: Actor, draft: OpenDraft, files: Iterable[UploadedFile[bytes]]) -> list[Question]:
    """Clean and keep what was attached; a sentence for each file that cannot be taken. The page is kept anyway."""
    refused = []
    for file in files:
        try:
            check_count(len(draft.answers.files))
            drafting.keep_file(by, draft, accept(file.name or "file", content_of(file)))
        except RefusedFile as refusal:
            refused.append(Question("file", "file", refusal.sentence))
    return refused
