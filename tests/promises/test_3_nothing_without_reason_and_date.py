"""Promise 3: nothing is kept without a reason and a date, what a hold freezes stays, and what is destroyed is gone.

People file, decide, share, take back, hold, lift and order in any order; the run that destroys is interrupted anywhere. After
every step: whatever is there says why and until when; whatever a hold freezes is read as before; of what went, no key of
anybody opens a word.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from fairward.documents.kinds import OWNER_KINDS
from fairward.kernel.vocabulary import Outcome, Purpose
from fairward.people.actions import add_child
from fairward.people.identity import ChildIdentity
from fairward.retention.checking import check_all
from fairward.retention.engine import carry_out
from fairward.rights.models import ShownVersion
from fairward.rights.sharing_queries import shown_versions_of
from tests.personas import ADMINISTRATOR
from tests.support.destroying import (
    hold,
    is_readable,
    lift,
    opened_by_anybody,
    order_for,
    records_of,
    wraps_of,
)
from tests.support.interrupting import Interrupted, ends_at
from tests.support.living import Living, make_living, tell_social_care

pytestmark = pytest.mark.django_db(transaction=True)
