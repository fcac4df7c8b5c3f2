"""Every page of signing in, keys and administration by persona: who gets 200, 302, 403 or 404."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.personas import (
    ADMINISTRATOR,
    DPO,
    GOVERNOR,
    HEADTEACHER,
    LEAD,
    PASTORAL,
    SUPERVISOR,
    Persona,
    School,
    sign_in,
)

COLUMNS: tuple[Persona | None, ...] = (
    None,
    SUPERVISOR,
    PASTORAL,
    LEAD,
    HEADTEACHER,
    DPO,
    ADMINISTRATOR,
    GOVERNOR,
)
#         address                              nobody  recorder pastoral lead  head  dpo   admin governor
TABLE = """
/sign-in/                                      200     302      302      302   302   302   302   302
/sign-in/second-factor/                        302     302      302      302   302   302   302   302
/sign-in/first/                                200     200      200      200   200   200   200   200
/sign-in/first/password/                       302     302      302      302   302   302   302   302
/sign-in/organisation/                         302     200      200      200   200   200   200   200
/sign-in/go-in/                                405     405      405      405   405   405   405   405
/signed-out/                                   200     200      200      200   200   200   200   200
/sign-out/                                     405     405      405      405   405   405   405   405
/account/security/                             302     200      200      200   200   200   200   200
/account/security/second-factor/               302     200      200      200   200   200   200   200
/account/security/recovery-codes/              302     200      200      200   200   200   200   200
/account/security/password/                    302     200      200      200   200   200   200   200
/account/security/end-session/                 405     405      405      405   405   405   405   405
/unlock/                                       302     403      200      200   200   200   403   403
/unlock/locked/                                302     200      200      200   200   200   200   200
/unlock/lock/                                  405     405      405      405   405   405   405   405
/unlock/extend/                                405     405      405      405   405   405   405   405
/keys/                                         302     403      403      200   200   200   200   403
/keys/passphrase/                              302     403      200      200   200   200   403   403
/keys/passphrase/check/                        302     403      302      302   302   302   403   403
/keys/passphrase/words/                        302     403      200      200   200   200   403   403
/keys/passphrase/forgotten/                    302     403      200      200   200   200   403   403
/keys/passphrase/afresh/                       302     403      200      200   200   200   403   403
/keys/grant/1/{lead}/                          302     403      403      200   200   403   403   403
/keys/grant/1/{governor}/                      302     403      403      403   403   403   403   403
/keys/grant/1/{stranger}/                      302     403      403      404   404   403   403   403
/keys/grant/99/{lead}/                         302     403      403      404   404   403   403   403
/keys/set-up/                                  302     403      403      200   200   403   403   403
/keys/sheet/test/                              302     403      403      200   200   403   403   403
/keys/sheet/use/                               302     403      403      200   200   403   403   403
/keys/sheet/replace/                           302     403      403      200   200   403   403   403
/keys/re-seal/                                 302     403      200      200   200   200   403   403
/organisation/people/                          302     403      403      403   403   403   200   403
/organisation/people/add/                      302     403      403      403   403   403   200   403
/organisation/people/{lead}/                   302     403      403      403   403   403   200   403
/organisation/people/{stranger}/               302     403      403      403   403   403   404   403
/organisation/people/{lead}/code/              302     403      403      403   403   403   200   403
/organisation/people/{lead}/role/              302     403      403      403   403   403   200   403
/organisation/people/{lead}/end/               302     403      403      403   403   403   200   403
/organisation/settings/                        302     403      403      403   403   403   200   403
/organisation/settings/saved/                  302     403      403      403   403   403   200   403
"""
STRANGER = "01890a5d-ac96-774b-bcce-b302099a8057"


@pytest.mark.parametrize(
    "column", range(len(COLUMNS)), ids=[one.name if one else "nobody" for one in COLUMNS]
)
def test_every_page_answers_each_person_as_the_table_says(
    client: Client, millbrook: School, column: int
) -> None:
    persona = COLUMNS[column]
    if persona:
        sign_in(client, millbrook[persona])
    wanted, found = {}, {}
    for line in TABLE.strip().splitlines():
        address, *statuses = line.split()
        page = address.format(
            lead=millbrook[LEAD].membership_id,
            governor=millbrook[GOVERNOR].membership_id,
            stranger=STRANGER,
        )
        wanted[address] = int(statuses[column])
        found[address] = client.get(page).status_code
    assert found == wanted
