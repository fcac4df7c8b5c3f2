"""Every address of Fairward, filled with the ids of a school at work, for guards that ask every page. It judges nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connections
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import timezone

from fairward.access_requests.policies import Chosen
from fairward.access_requests.vocabulary import Part, PassageDecision
from fairward.cases.asking_actions import note_unrecognised_look
from fairward.exchange.travel.vocabulary import EnvelopeKind
from fairward.exchange.vocabulary import HowTold
from fairward.families.queries import standing_accesses
from fairward.family.looking_queries import looks_for
from fairward.family.side_actions import MyWords, add_my_side
from fairward.kernel.ids import new_id
from fairward.people.roster.results import Roster
from fairward.people.roster_actions import stage_import
from fairward.retention.schedule_actions import propose_change
from fairward.rights.models import MySide
from fairward.rights.shown_queries import one_shown_for
from fairward.rules.retention import Limit
from tests.personas import (
    ADMINISTRATOR,
    DPO,
    GOVERNOR,
    HEADTEACHER,
    LEAD,
    PASTORAL,
    SUPERVISOR,
    TEACHER,
    Persona,
    School,
    make_school,
    sign_in,
)
from tests.support.answering_school import question_arrives
from tests.support.destroying import destroyed
from tests.support.families import persona
from tests.support.following import press, tell, waiting
from tests.support.leaving import prepare
from tests.support.living import MOTHER, WHY, Living, busy, make_living
from tests.support.moving import moves
from tests.support.packages import attachment, entry
from tests.support.referring import begun, opened
from tests.support.reporting import Reporter
from tests.support.requesting import Requesting
from tests.support.sending import let_go, ready
from tests.support.sent_packages import arrives, chosen, opens, package
from tests.support.showing import show
from tests.support.travelling import arrivals, befriend, carry_due, partner_row, publish, send

PEOPLE: dict[str, Persona | None] = {
    "nobody": None, "reporter": SUPERVISOR, "teacher": TEACHER, "pastoral": PASTORAL, "lead": LEAD, "head": HEADTEACHER,
    "dpo": DPO, "admin": ADMINISTRATOR, "governor": GOVERNOR, "mother": persona(MOTHER),
}  # fmt: skip


def patterns() -> dict[str, str]:
    """Name of every address, as templates write it (`desk:concern`) -> its pattern (`concerns/<uuid:concern_id>/`)."""
    return dict(_patterns(get_resolver().url_patterns, "", ""))


def _patterns(found: Any, space: str, before: str) -> Iterator[tuple[str, str]]:
    for one in found:
        if isinstance(one, URLResolver):
            inner = f"{one.namespace}:" if one.namespace else space
            yield from _patterns(one.url_patterns, inner, before + str(one.pattern))
        elif isinstance(one, URLPattern):
            yield space + str(one.name), before + str(one.pattern)


def addresses(living: Living, client: Client) -> dict[str, list[str]]:
    """Name -> the addresses to ask: one, or several where an argument has a few values. The client is the reporter's."""
    ids = _more_ids(living, client)
    return {name: _filled(name, pattern, ids) for name, pattern in patterns().items()}


def _filled(name: str, pattern: str, ids: dict[str, str]) -> list[str]:
    if name == "report:page":
        return [f"/report/{page}/" for page in ("who", "safe", "what", "when")]
    if name == "report:done":
        return [f"/report/done/{ids['concern']}/"]
    fill = {
        **ids,
        **{key.partition("/")[2]: value for key, value in ids.items() if key.startswith(f"{name}/")},
    }
    return ["/" + re.sub(r"<\w+:(\w+)>", lambda found: fill[found[1]], pattern)]


def _more_ids(living: Living, client: Client) -> dict[str, str]:
    """Argument -> its value; `name/argument` where one address needs another one."""
    ids = {key: str(value) for key, value in living.ids.items()}
    members = {persona.name: person.membership_id for persona, person in _people(living)}
    return {
        **ids,
        **_of_accounts(living),
        "concern_id": ids["concern"], "entry_id": ids["entry"], "file_id": ids["file"], "child_id": ids["amy"],
        "attachment_id": ids["attachment"], "desk:attachment/attachment_id": ids["concern_attachment"],
        "desk:filed/concern_id": ids["filed"], "desk:reopen/entry_id": ids["decided"], "wrong_child:about/child_id": ids["jack"],
        "desk:staff_concern/concern_id": ids["staff"], "desk:staff_attachment/concern_id": ids["staff"],
        "desk:staff_attachment/attachment_id": ids["staff_attachment"], "chronology:done/entry_id": ids["action"],
        "purpose": "welfare", "kind": "1", "membership_id": str(members[LEAD.name]),
        "relationship_id": ids["relationship"], "disclosure_id": ids["disclosure"],
        "rule_id": "welfare", "change_id": _proposal(living),
        "import_id": _import(living), "statement_id": _draft(living, client),
        "outcome": "none", "retention:one/entry_id": ids["entry"],
        **dict.fromkeys(("question_id", "enquiry_id", "item_id", "link_id", "order_id"), ids["case"]), "token": "x",
        **dict.fromkeys(("put_right_id", "notice_id", "wrong_id"), ids["case"]),
        "case_id": ids["case"], "cases:letter/kind": "complaint-received", "recipient_id": ids["recipient"],
        **{f"cases:{page}/case_id": ids["correction"] for page in ("correction", "point", "decide", "recipients", "told")},
        **{f"cases:{page}/case_id": ids["breach"] for page in ("assess", "close_breach")},
    }  # fmt: skip


def _proposal(living: Living) -> str:
    """Another period that somebody has proposed."""
    year, two = (Limit("leaving", {"years": 1}),), (Limit("leaving", {"years": 2}),)
    with living.school.transaction():
        return str(
            propose_change(
                by=living.actor(DPO), rule_id="behaviour", review=year, destroy=two, reason="A claim."
            )
        )


def _of_accounts(living: Living) -> dict[str, str]:
    """The mother's family account, and what the lead decides about it."""
    with living.school.transaction():
        one = standing_accesses(living.school.organisation_id, living.amy)[0]
    return {
        "family_account_id": str(one.family_account_id), "access_id": str(one.access_id),
        "person_id": str(living.mother), "step": "12",
    }  # fmt: skip


def of_family(living: Living) -> dict[str, UUID]:
    """What stands on the pages of the mother: an entry that she is shown, a look that she asks about."""
    mother = persona(MOTHER)
    show(living, living.ids["entry"], living.mother, mother)
    with living.school.transaction():
        actor = living.actor(mother)
        add_my_side(
            by=actor,
            child_id=living.amy,
            entry_id=living.ids["entry"],
            statement_id=None,
            words=MyWords("It was the bike."),
        )
        side = MySide.objects.get(organisation_id=actor.organisation_id).id
        others = looks_for(actor, living.amy, timezone.localdate().year, WHY).others
        case = note_unrecognised_look(by=actor, child_id=living.amy, line_id=others[-1].line_id, words="")
        claim = one_shown_for(actor, living.amy, living.ids["entry"], WHY).entry.statements[0].id
    of_case = {f"family:{name}/case_id": case for name in ("request", "answer", "take_back")}
    of_claim = {f"family:{name}/statement_id": claim for name in ("say_claim", "wrong_claim")}
    return {"my_side_id": side, "line_id": others[0].line_id, **of_case, **of_claim}


def of_travel(school: School, elsewhere: School) -> dict[str, UUID]:
    """A partner, a package on its way there; and an organisation of the installation that is no partner yet."""
    ford = make_school("Ford Lane Secondary School", (LEAD, ADMINISTRATOR))
    partner_id = befriend(school, ford)
    publish(elsewhere)
    made = package(ford, school, [chosen(entry())], attached=[attachment()], is_drawn=True)
    arrival_id = arrives(ford, school, made)
    opens(school, arrival_id)
    return {
        "arrival_id": arrival_id,
        "receiving:file/file_id": made.manifest.files[1].id,
        "partner_id": partner_id,
        "sending_id": send(school, partner_id),
        "other_id": elsewhere.organisation_id,
    }


def of_sending(living: Living) -> dict[str, UUID]:
    """Something of the file that was handed over on paper, and something that is still being prepared."""
    sent_id = let_go(living, ready(living), HowTold.PAPER).disclosure_id
    return {"sent_id": sent_id, "draft_id": ready(living)}


def of_referral(living: Living) -> dict[str, UUID]:
    """A referral that is being written."""
    referral_id = begun(living)
    draft_id = opened(living, referral_id).noted.draft_id
    return {"draft_id": draft_id, "referral_id": referral_id, "referrals:of_draft/draft_id": draft_id}


def of_question(living: Living) -> dict[str, UUID]:
    """A question of a hub about Amy that a lead has opened."""
    question_id = question_arrives(living)
    return {f"{name}/question_id": question_id for name in patterns() if name.startswith("questions:")}


def of_changes(living: Living) -> dict[str, Any]:
    """Something that was told to a school and has changed since; and a change that came from there."""
    there = make_living("Brook Street School")
    for_them, for_us = befriend(living.school, there.school), partner_row(there.school, living.school)
    tell(living.school, for_them, [living.ids["decided"]])
    living.annotate(living.ids["decided"], "She forgot it at home.")
    line = next(one for one in waiting(living.school) if one.partner_id == for_them)
    theirs = there.file(there.report())[0]
    tell(there.school, for_us, [theirs])
    there.annotate(theirs, "He fell off his bike.")
    press(there.school, waiting(there.school)[0])
    carry_due(there.school)
    notice = next(
        one for one in reversed(arrivals(living.school)) if one.kind == int(EnvelopeKind.CORRECTION_NOTICE)
    )
    return {
        "followed_id": str(line.id), "notice_id": str(line.id), "following:change/arrival_id": str(notice.id),
        "following:open_one/arrival_id": str(notice.id), "following:decide/arrival_id": str(notice.id),
    }  # fmt: skip


def of_hub(school: School) -> dict[str, Any]:
    """Addresses of a hub, asked in a school: it has no form for the public, and nobody there sees a contact or a case."""
    return {
        "hub_id": school.organisation_id,
        "whom": "family",
        "other_id": new_id(),
        "arrival_id": new_id(),
        "contact_id": new_id(),
        "other_case_id": new_id(),
        "intake:enclosed/place": "1",
        **{f"requests:{name}/place": "1" for name in ("passage", "document", "second", "opinion")},
        "notice_id": new_id(),
        "disagreement_id": new_id(),
        "reader_id": new_id(),
    }


def _people(living: Living) -> Iterator[tuple[Persona, Any]]:
    return ((person.persona, person) for person in living.school.people.values())


def of_request(living: Living) -> dict[str, Any]:
    """An access request in the middle of its review: one passage is a document, one waits for a second person.

    Its passages are not of the entry to which the mother adds her side later: those wait for the lead.
    """
    request = Requesting.noted(living).ready_to_review()
    document = request.passages(Part.ATTACHMENT)[0].place
    others = [one.place for one in request.passages(Part.STATEMENT) if one.entry_id != living.ids["entry"]]
    harm = Chosen(PassageDecision.WITHHOLD, "serious_harm_education", reasons="Danger.", harm="As she said.")
    request.decide(others[0], harm)
    names = [name for name in patterns() if name.startswith("access_requests:")]
    return {
        **{f"{name}/case_id": str(request.case_id) for name in names},
        **{f"{name}/place": str(others[0]) for name in names}, "access_requests:document/place": str(document),
    }  # fmt: skip


def _import(living: Living) -> str:
    """A roster that was read and waits."""
    with living.school.transaction():
        found: UUID = stage_import(
            by=living.actor(ADMINISTRATOR), roster=Roster("ctf"), file_digest="0", is_whole_roll=False
        )
    return str(found)


def _draft(living: Living, client: Client) -> str:
    """An unsent report of the reporter, with one statement."""
    reporter = Reporter(sign_in(client, living.school[SUPERVISOR], unlocked=False))
    reporter.who(living.amy)
    reporter.safe()
    return reporter.statements()[0]


@dataclass(frozen=True)
class Answer:
    """What one person got at one address. `written`: tables that the GET wrote to, beside what every request may."""

    name: str
    who: str
    address: str
    status: int
    html: str
    written: frozenset[str]


def walk() -> Iterator[Answer]:
    """Ask every address as everybody, and as the lead of another school."""
    living, clients = busy(make_living()), {}
    for who, one in PEOPLE.items():
        clients[who] = Client(raise_request_exception=False)
        if one is not None:
            sign_in(clients[who], living.school[one])
    clients["mother"].post("/family/before/")
    asked = of_request(living)
    living.ids |= {**of_family(living), **asked, **destroyed(living), "draft_id": prepare(living)}
    elsewhere = make_living("Ashgrove Secondary School").school
    living.ids |= of_travel(living.school, elsewhere)
    living.ids["referral_id"] = begun(living)
    living.ids |= of_sending(living)
    living.ids |= of_referral(living)
    living.ids |= of_changes(living)
    living.ids |= of_question(living)
    living.ids |= moves(living)
    living.ids = {**of_hub(living.school), **living.ids, **of_travel(living.school, elsewhere)}
    clients["elsewhere"] = sign_in(Client(raise_request_exception=False), elsewhere[LEAD])
    for name, asked in addresses(living, clients["reporter"]).items():
        for who, client in clients.items():
            for address in asked:
                yield _ask(client, name, who, address)


def _ask(client: Client, name: str, who: str, address: str) -> Answer:
    before, cookies = _writes(), client.cookies.copy()
    answer = client.get(address)
    after = _writes()
    client.cookies = cookies  # whoever leaves by a page that locks comes back for the next one
    is_page = answer.headers.get("Content-Type", "").startswith("text/html") and not answer.streaming
    html = answer.content.decode() if is_page else ""
    written = frozenset(table for table, count in after.items() if count != before.get(table, 0))
    return Answer(name, who, address, answer.status_code, html, written)


def _writes() -> dict[str, int]:
    """Table -> rows that this transaction inserted, changed or deleted so far, as PostgreSQL counts them."""
    found: dict[str, int] = {}
    for alias in ("default", "keyring"):
        with connections[alias].cursor() as cursor:
            cursor.execute("SELECT relname, n_tup_ins + n_tup_upd + n_tup_del FROM pg_stat_xact_user_tables")
            found |= {f"{alias}.{table}": count for table, count in cursor.fetchall() if count}
    return found
