"""Attachments in the database: sealed, in order, scanned before they go out, gone with what they belong to."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.db.utils import IntegrityError

from fairward.documents import attachments
from fairward.documents.attachments import CleanedFile, RefusedFile
from fairward.documents.downloads import as_download
from fairward.documents.kinds import MediaType, ScanState
from fairward.documents.models import Attachment
from fairward.kernel.ids import new_id
from fairward.keys import formats
from fairward.keys.records import RecordKey
from fairward.tenancy.context import as_organisation
from tests.integration.documents import clamd

pytestmark = pytest.mark.django_db
MARKER = "SEEDED-MARKER-8R"
FILE = CleanedFile(f"{MARKER}.txt", MediaType.TEXT, MARKER.encode(), ScanState.CLEAN)


@pytest.fixture
def organisation_id() -> Iterator[UUID]:
    found = new_id()
    with as_organisation(found):
        yield found


def key(organisation_id: UUID) -> RecordKey:
    return RecordKey(organisation_id, new_id(), formats.new_key())


def store(
    record_key: RecordKey,
    owner_id: UUID,
    position: int = 0,
    state: ScanState = ScanState.CLEAN,
    text: bytes = b"",
) -> UUID:
    file = CleanedFile(FILE.name, FILE.media_type, text or FILE.content, state)
    return attachments.store_attachment(
        record_key, owner_kind="concern", owner_id=owner_id, position=position, file=file
    )


def test_it_comes_back_as_it_was_and_lies_sealed(organisation_id: UUID) -> None:
    record_key = key(organisation_id)
    assert store(record_key, new_id()) == record_key.record_id
    assert attachments.open_attachment(record_key) == FILE
    assert attachments.name_of(record_key) == FILE.name
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM documents_attachment")
        row = cursor.fetchone()
    held = b"".join(bytes(value) if isinstance(value, memoryview) else str(value).encode() for value in row)
    assert MARKER.encode() not in held


def test_another_key_opens_nothing_and_rows_cannot_be_exchanged(organisation_id: UUID) -> None:
    one, other = key(organisation_id), key(organisation_id)
    store(one, new_id())
    store(other, new_id())
    with pytest.raises(formats.FormatError):
        attachments.open_attachment(RecordKey(organisation_id, one.record_id, formats.new_key()))
    rows = Attachment.objects.filter(organisation_id=organisation_id)
    moved = rows.get(id=one.record_id).sealed_content
    rows.filter(id=other.record_id).update(sealed_content=moved)
    with pytest.raises(formats.FormatError):
        attachments.open_attachment(other)
    rows.filter(id=one.record_id).update(sealed_name=moved)
    with pytest.raises(formats.FormatError):
        attachments.name_of(one)


def test_lists_are_in_order_without_content_and_of_one_owner(organisation_id: UUID) -> None:
    mine, other = new_id(), new_id()
    later, first = key(organisation_id), key(organisation_id)
    store(later, mine, 1)
    store(first, mine, 0)
    store(key(organisation_id), other)
    assert attachments.attachment_ids_of(organisation_id, "concern", mine) == [
        first.record_id,
        later.record_id,
    ]
    assert attachments.attachment_ids_of(organisation_id, "entry", mine) == []
    lines = attachments.attachments_of(organisation_id, "concern", [mine])
    assert [line.id for line in lines[mine]] == [first.record_id, later.record_id]
    assert lines[mine][0].size == len(FILE.content) and list(lines) == [mine]


def test_two_cannot_stand_at_one_position(organisation_id: UUID) -> None:
    owner_id = new_id()
    store(key(organisation_id), owner_id)
    with pytest.raises(IntegrityError, match="one_attachment_at_a_position"):
        store(key(organisation_id), owner_id)


def test_another_organisation_sees_none() -> None:
    mine, other, owner_id = new_id(), new_id(), new_id()
    with as_organisation(mine):
        store(key(mine), owner_id)
    with as_organisation(other), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM documents_attachment")
        assert cursor.fetchone() == (0,)


def test_destroying_leaves_nothing(organisation_id: UUID) -> None:
    owner_id, other = new_id(), new_id()
    store(key(organisation_id), owner_id)
    store(key(organisation_id), other)
    assert attachments.destroy_attachments(organisation_id, "concern", owner_id) == 1
    assert attachments.attachment_ids_of(organisation_id, "concern", owner_id) == []
    assert len(attachments.attachment_ids_of(organisation_id, "concern", other)) == 1
    assert attachments.destroy_attachments(organisation_id, "concern", owner_id) == 0


def state_of(record_key: RecordKey) -> ScanState:
    return ScanState(Attachment.objects.get(id=record_key.record_id).scan_state)


def test_what_waited_is_scanned_before_it_goes_out(organisation_id: UUID, settings: Any) -> None:
    record_key, infected = key(organisation_id), key(organisation_id)
    store(record_key, new_id(), state=ScanState.WAITING)
    store(infected, new_id(), state=ScanState.WAITING, text=clamd.EICAR)
    settings.FAIRWARD_CLAMD = "127.0.0.1:9"
    with pytest.raises(RefusedFile, match="waiting"):
        attachments.open_attachment(record_key)
    with clamd.made_clamd() as settings.FAIRWARD_CLAMD:
        assert attachments.open_attachment(record_key).scan_state is ScanState.CLEAN
        with pytest.raises(RefusedFile, match="infected_later"):
            attachments.open_attachment(infected)
    settings.FAIRWARD_CLAMD = ""
    assert (state_of(record_key), state_of(infected)) == (ScanState.CLEAN, ScanState.INFECTED)
    with pytest.raises(RefusedFile, match="infected_later"):
        attachments.open_attachment(infected)


def test_what_waited_goes_on_waiting_when_the_scanner_is_taken_away(
    organisation_id: UUID, settings: Any
) -> None:
    record_key = key(organisation_id)
    store(record_key, new_id(), state=ScanState.WAITING)
    settings.FAIRWARD_CLAMD = ""
    with pytest.raises(RefusedFile, match="waiting"):
        attachments.open_attachment(record_key)


def test_what_was_never_scanned_is_scanned_once_there_is_a_scanner(
    organisation_id: UUID, settings: Any
) -> None:
    record_key = key(organisation_id)
    store(record_key, new_id(), state=ScanState.NOT_SCANNED)
    settings.FAIRWARD_CLAMD = ""
    assert attachments.open_attachment(record_key).scan_state is ScanState.NOT_SCANNED
    with clamd.made_clamd() as settings.FAIRWARD_CLAMD:
        attachments.open_attachment(record_key)
    assert state_of(record_key) is ScanState.CLEAN


def test_a_download_is_saved_and_never_run() -> None:
    response = as_download(name="Zoë’s arm.jpg", mime=MediaType.JPEG.mime, content=b"x")
    assert response["Content-Disposition"].startswith("attachment; filename*=utf-8''Zo%C3%AB")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response["Content-Security-Policy"]
    assert response["Content-Type"] == "image/jpeg"
    assert "no-store" in response["Cache-Control"]
