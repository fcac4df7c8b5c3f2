"""Every ring that somebody of an organisation may be given is a ring that the organisation has."""

from __future__ import annotations

import pytest

from fairward.access.permissions import rings_of, roles_in
from fairward.kernel.vocabulary import OrganisationKind
from fairward.keyholding.queries import kinds_for


@pytest.mark.parametrize("kind", [OrganisationKind.SCHOOL, OrganisationKind.TRUST, OrganisationKind.HUB])
def test_schools_and_hubs_have_the_rings_of_their_roles(kind: OrganisationKind) -> None:
    wanted = {ring for role in roles_in(kind) for ring in rings_of(role)}
    assert wanted <= set(kinds_for(kind))
