"""The blind index: keyed fingerprints of word stems, one row each. It may never hold or return a word."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from uuid import UUID

import Stemmer
from django.db import connection

from fairward.files.models import IndexToken
from fairward.kernel.actor import Actor
from fairward.kernel.denied import Denied
from fairward.kernel.ids import new_id
from fairward.kernel.vocabulary import Purpose
from fairward.keys.index_keys import open_index_key

_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)?")
_STEMMER = Stemmer.Stemmer("english")
# Too frequent to find anything by; leaving them out keeps the index small and leaks less.
STOP_WORDS = frozenset(
    "a an and are as at be been but by for from had has have he her him his i in is it its me my of on or our she so "
    "that the their them then there they this to up was we were what when which who will with you your".split()
)
MOST_WORDS = 2_000
# Stands for words that a writer without the purpose's ring could not index: a head of year who was let into one file.
# Whoever searches next opens the entry, checks its words as always, and indexes it.
WAITING = 0
# As WAITING, for what was attached to an entry by such a writer or by a member of the family: only that is opened then.
WAITING_NOTES = 1


def stems(text: str) -> list[str]:
    """Stems of the words of a text in order, folded to lower case without accents, without stop words."""
    folded = unicodedata.normalize("NFKD", text.casefold()).replace("\u2019", "'")
    plain = "".join(letter for letter in folded if not unicodedata.combining(letter))
    words = [word.removesuffix("'s") for word in _WORD.findall(plain)[:MOST_WORDS]]
    return list(_STEMMER.stemWords([word for word in words if word not in STOP_WORDS]))


def add(
    by: Actor, purpose: Purpose, entry_id: UUID, texts: Iterable[str], *, waits_as: int = WAITING
) -> None:
    """Index the stems of `texts` for an entry; stems already there stay. Without the ring, the entry `waits_as` said."""
    found = {stem for text in texts for stem in stems(text)}
    if not found:
        return
    try:
        key = open_index_key(by, purpose)
    except Denied as denied:
        if denied.code != "no_key":
            raise
        tokens = [waits_as]
    else:
        tokens = [key.token(stem) for stem in sorted(found)]
    IndexToken.objects.bulk_create(
        [
            IndexToken(
                organisation_id=by.organisation_id,
                id=new_id(),
                purpose=int(purpose),
                token=token,
                entry_id=entry_id,
            )
            for token in tokens
        ],
        ignore_conflicts=True,
    )


def replace(by: Actor, purpose: Purpose, entry_id: UUID, texts: Iterable[str]) -> None:
    """Index an entry anew: what its standing version no longer says is no longer found by it."""
    IndexToken.objects.filter(organisation_id=by.organisation_id, entry_id=entry_id).delete()
    add(by, purpose, entry_id, texts)


def forget(by: Actor, entry_ids: Sequence[UUID]) -> None:
    """No search finds these entries any more."""
    IndexToken.objects.filter(organisation_id=by.organisation_id, entry_id__in=entry_ids).delete()


def candidates(by: Actor, purpose: Purpose, wanted: list[str], most: int) -> list[UUID]:
    """Entries of one purpose that carry every wanted stem (by fingerprint), newest id first; to be checked after opening."""
    key = open_index_key(by, purpose)
    tokens = sorted({key.token(stem) for stem in wanted})
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT entry_id FROM files_indextoken WHERE organisation_id = %s AND purpose = %s AND token = ANY(%s) "
            "GROUP BY entry_id HAVING count(*) = %s ORDER BY entry_id DESC LIMIT %s",
            [by.organisation_id, int(purpose), tokens, len(tokens), most],
        )
        return [row[0] for row in cursor.fetchall()]


def waiting(by: Actor, purpose: Purpose, most: int, kind: int = WAITING) -> list[UUID]:
    """Entries of one purpose with words that are not indexed yet; to be opened by whoever searches, and then `replace`d.

    Kind WAITING_NOTES: only what is attached to them is to be opened, `add`ed and `end_waiting`ed.
    """
    rows = IndexToken.objects.filter(organisation_id=by.organisation_id, purpose=int(purpose), token=kind)
    return list(rows.order_by("-entry_id").values_list("entry_id", flat=True)[:most])


def end_waiting(by: Actor, purpose: Purpose, entry_ids: Iterable[UUID]) -> None:
    """What was attached to these entries is indexed."""
    IndexToken.objects.filter(
        organisation_id=by.organisation_id,
        purpose=int(purpose),
        token=WAITING_NOTES,
        entry_id__in=list(entry_ids),
    ).delete()
