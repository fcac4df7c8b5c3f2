"""The blind index: keyed fingerprints of word stems, one row each. It may never hold or return a word."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from uuid import UUID

import Stemmer
from django.db import connection

from fairward.files.models import IndexToken
from fairward.kernel.actor import Actor
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


def stems(text: str) -> list[str]:
    """Stems of the words of a text in order, folded to lower case without accents, without stop words."""
    folded = unicodedata.normalize("NFKD", text.casefold()).replace("\u2019", "'")
    plain = "".join(letter for letter in folded if not unicodedata.combining(letter))
    words = [word.removesuffix("'s") for word in _WORD.findall(plain)[:MOST_WORDS]]
    return list(_STEMMER.stemWords([word for word in words if word not in STOP_WORDS]))


def add(by: Actor, purpose: Purpose, entry_id: UUID, texts: Iterable[str]) -> None:
    """Index the stems of `texts` for an entry; stems already there stay."""
    found = {stem for text in texts for stem in stems(text)}
    if not found:
        return
    key = open_index_key(by, purpose)
    IndexToken.objects.bulk_create(
        [
            IndexToken(
                organisation_id=by.organisation_id,
                id=new_id(),
                purpose=int(purpose),
                token=key.token(stem),
                entry_id=entry_id,
            )
            for stem in sorted(found)
        ],
        ignore_conflicts=True,
    )


def replace(by: Actor, purpose: Purpose, entry_id: UUID, texts: Iterable[str]) -> None:
    """Index an entry anew after a correction: what the standing version no longer says is no longer found by it."""
    IndexToken.objects.filter(organisation_id=by.organisation_id, entry_id=entry_id).delete()
    add(by, purpose, entry_id, texts)


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
