"""Why something is kept, until when, and where that rule comes from, in the same words on every page. It may not query."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils import timezone

from fairward.design.words import date_words
from fairward.rules.records import CONFIDENCE_WORDS
from fairward.rules.retention import class_named


def kept_sentence(because: str, review_on: date, destroy_on: date) -> str:
    """Why, when it is looked at again, when it goes at the latest."""
    return f"{because} Looked at again on {date_words(review_on)}; destroyed on {date_words(destroy_on)} at the latest."


def source_sentence(rule_id: str) -> str:
    """Where the rule comes from and how sure we are of it; of a rule that nobody knows any more, the last resort."""
    rule = class_named(rule_id, timezone.localdate())
    about = rule.provenance
    return f"{rule.title}. Source: {about.source.rstrip('.')}. {CONFIDENCE_WORDS[about.confidence]}."


class SaysWhyKept:
    """What has the four columns of something kept can say them. A part of other classes; it has no value of its own."""

    __slots__ = ()

    @property
    def kept_words(self: Any) -> str:
        """`kept_sentence` of this."""
        return kept_sentence(self.kept_because, self.review_on, self.destroy_on)

    @property
    def source_words(self: Any) -> str:
        """`source_sentence` of this."""
        return source_sentence(self.rule_id)
