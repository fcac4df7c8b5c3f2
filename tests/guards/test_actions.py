"""Every action writes exactly one act into the log, inside its transaction."""

from __future__ import annotations

import ast

import pytest

from tests.guards.calls import RECORDER, Function, places
from tests.guards.source import Module, called, modules

ACTS = frozenset({"record_act", "record_job"})

_ON_ITS_WAY = "the package on its way and the receipt are acts of their own"
_RECEIPT = "what was decided here, and the signed receipt that its sender gets"
# Actions of one organisation that write another number of acts -> how many places, and why that is right.
OTHER_NUMBERS: dict[str, tuple[int, str]] = {
    "retention.carrying_actions.carry_out_step": (
        2,
        "what it ordered is finished and certified after the commit",
    ),
    "hub.decisions.actions.send_outcome": (2, "each package that is put on its way is an act of its own"),
    "hub.families.letting_actions.let_in": (2, "the membership is an act of its own"),
    "hub.families.letting_actions.end_reading": (
        3,
        "with the last case the membership ends, and its rings are taken",
    ),
    "hub.enquiries.enquiry_actions.ask_agency": (2, "the package on its way is an act of its own"),
    "hub.decisions.forward_actions.forward_case": (2, "the package on its way is an act of its own"),
    "hub.enquiries.withdrawing_actions.withdraw_question": (
        3,
        "the package that is stopped, or the one that tells them, is an act of its own",
    ),
    "agency.answers.withdrawal_actions.hear_withdrawal": (3, "each signed receipt is an act of its own"),
    "hub.enquiries.taking_actions.take_answer": (2, "the receipt is an act of its own"),
    "hub.enquiries.taking_actions.take_correction": (2, "the receipt is an act of its own"),
    "hub.corrections.sending_actions.send_to_agency": (2, "the package on its way is an act of its own"),
    "hub.corrections.notice_actions.send_notice": (2, "the package on its way is an act of its own"),
    "agency.answers.told_actions.disagree": (2, "the package on its way is an act of its own"),
    "hub.talks.arriving_actions.take_disagreement": (2, "the receipt is an act of its own"),
    "hub.talks.disagreement_actions.settle": (2, "the package on its way is an act of its own"),
    "agency.answers.told_actions.note_told": (2, "the receipt is an act of its own"),
    "agency.answers.wrong_actions.open_wrong": (2, "the receipt is an act of its own"),
    "agency.answers.wrong_actions.say_it_stands": (
        3,
        "the package on its way and the receipt are acts of their own",
    ),
    "hub.requests.consulting_actions.consult": (2, "the package on its way is an act of its own"),
    "hub.requests.consulting_actions.take_opinion": (2, "the receipt is an act of its own"),
    "agency.answers.consultation_actions.give_opinions": (
        3,
        "the package on its way and the receipt are acts of their own",
    ),
    "school.questions.consultation_actions.give_opinions": (
        3,
        "the package on its way and the receipt are acts of their own",
    ),
    "agency.answers.question_actions.open_question": (2, "the receipt is an act of its own"),
    "school.questions.question_actions.open_question": (
        3,
        "the receipt is an act of its own, and that of a question which is taken back",
    ),
    "school.questions.question_actions.say_nothing_relevant": (3, _ON_ITS_WAY),
    "school.questions.question_actions.say_not_known": (3, _ON_ITS_WAY),
    "school.questions.question_actions.say_known": (3, _ON_ITS_WAY),
    "school.questions.question_actions.decline": (3, _ON_ITS_WAY),
    "school.questions.question_actions.begin_answer": (2, "what is prepared is begun with it"),
    "agency.answers.question_actions.say_nothing_relevant": (
        3,
        "the package on its way and the receipt are acts of their own",
    ),
    "agency.answers.question_actions.decline": (
        3,
        "the package on its way and the receipt are acts of their own",
    ),
    "agency.answers.reply_actions.send_reply": (
        4,
        "the package on its way, the receipt of the question, and of what was said to be wrong are acts of their own",
    ),
    "administration.actions.print_code": (2, "a second factor taken away is an act of its own"),
    "administration.actions.change_role": (2, "each ring that is taken is an act of its own"),
    "administration.actions.end_person": (2, "each ring that is taken is an act of its own"),
    "exchange.choosing.sending_actions.send": (2, "the way of the package begins with an act of its own"),
    "families.invite_actions.invite": (2, "the membership is an act of its own"),
    "families.account_actions.end_access": (
        3,
        "with the last access the membership ends, and its rings are taken",
    ),
    "families.account_actions.end_account": (3, "the membership ends, and its rings are taken"),
    "families.handover_actions.note_step": (4, "each access that the young person ends is an act of its own"),
    "organisations.actions.change_role": (2, "each ring that is taken is an act of its own"),
    "organisations.actions.deactivate_member": (2, "each ring that is taken is an act of its own"),
    "school.referrals.begin_actions.begin_referral": (2, "what is prepared is begun with it"),
    "school.referrals.begin_actions.record_call": (
        3,
        "a call is a disclosure, and the written one begins with it",
    ),
    "school.referrals.begin_actions.record_call_of": (2, "a call is a disclosure too"),
    "school.referrals.begin_actions.write_again": (2, "what is prepared is begun with it"),
    "school.referrals.begin_actions.add_missing": (2, "what is prepared is begun with it"),
    "school.referrals.follow_actions.close_referral": (2, "what was prepared is thrown away"),
    "exchange.receiving.opening_actions.open_arrival": (
        4,
        "accepted or turned back, and either way the signed receipt that its sender gets",
    ),
    "exchange.receiving.opening_actions.query_sender": (2, _RECEIPT),
    "exchange.receiving.opening_actions.refuse_package": (2, _RECEIPT),
    "exchange.receiving.sorting_actions.finish_sorting": (2, _RECEIPT),
    "agency.notices.notice_actions.send_notice": (
        3,
        "each package that is put on its way is an act of its own",
    ),
    "hub.intake.contact_actions.take_arrival": (2, "what its sender hears is an act of its own"),
    "hub.intake.triage_actions.ask_for_missing": (2, "what its sender hears is an act of its own"),
    "hub.intake.triage_actions.choose_route": (2, "what its sender hears is an act of its own"),
    "hub.intake.triage_actions.act_first": (2, "what its sender hears is an act of its own"),
    "keyholding.actions.grant_ring": (2, "rings of leavers are taken once somebody else holds them"),
    "keyholding.actions.use_sheet": (2, "rings of leavers are taken once somebody else holds them"),
    "keyholding.actions.recover": (2, "setting a new passphrase also unlocks with it"),
    "exchange.following.notice_actions.send_notice": (
        2,
        "each package that is put on its way is an act of its own",
    ),
    "exchange.following.applied_actions.open_change": (2, "the signed answer is an act of its own"),
    "exchange.following.applied_actions.give_up": (2, "the signed answer is an act of its own"),
    "exchange.following.applied_actions.keep": (2, "the signed answer is an act of its own"),
    "keyholding.actions.reseal_step": (
        0,
        "moves wraps after a rotation that is in the log; nothing is decided",
    ),
}
# Public functions of an actions module that nobody calls as an act: no `by`, and why.
NO_ACTOR: dict[str, str] = {
    "hub.decisions.dissolving_actions.items_of": "reads what goes with a case",
    "hub.decisions.dissolving_actions.forget_items": "the engine of retention calls it; its order is the act",
    "hub.decisions.dissolving_actions.forget_cases": "the engine of retention calls it; its order is the act",
    "hub.decisions.dissolving_actions.forget_proofs": "the engine of retention calls it; its certificate is the act",
    "hub.decisions.dissolving_actions.forget_what_no_case_needs": "a clock ran out on what names nobody; writes a job",
    "accounts.actions.create_account": "an account belongs to no organisation; add_member writes the act",
    "accounts.actions.issue_first_code": "part of adding a person and of printing a code, which write the act",
    "accounts.actions.account_with_code": "finds an account, changes nothing",
    "accounts.actions.set_first_password": "nobody works for an organisation yet; signing in writes the act",
    "accounts.actions.change_password": "an account belongs to no organisation, so no log has a place for it",
    "accounts.actions.set_second_factor": "an account belongs to no organisation, so no log has a place for it",
    "accounts.actions.renew_recovery_codes": "an account belongs to no organisation, so no log has a place for it",
    "accounts.actions.remove_second_factor": "part of printing a code, which writes the act",
    "accounts.actions.close_account": "part of ending a person, which writes the act",
    "accounts.actions.suspend_account": "part of pausing a family account, which writes the act",
    "accounts.actions.resume_account": "part of ending that pause, which writes the act",
    "accounts.actions.begin_work": "chooses the organisation; `enter` writes the act",
    "accounts.actions.tidy_up": "clocks ran out on sessions and codes that open nothing any more",
    "accounts.actions.enter": "makes the actor; writes the act that a session began",
    "administration.actions.publish_call_numbers": "copies what is in the log to the page without a database",
    "exchange.choosing.sending_actions.forget_closed_drafts": "finishes at night what a crash left; nothing is decided",
    "exchange.choosing.sending_actions.forget_draft": "finishes after the commit what somebody sent; that was the act",
    "exchange.travel.answer_actions.begin_telling": "the worker takes what a person has answered; that was the act",
    "exchange.travel.answer_actions.note_heard": "the other side has heard what a person has answered",
    "exchange.travel.answer_actions.note_not_heard": "an attempt failed, and is made again",
    "exchange.travel.arrival_actions.take_in": "another organisation is at the door; writes a job",
    "exchange.travel.arrival_actions.count_refusal": "a stranger is at the door; the first of an hour writes a job",
    "exchange.travel.arrival_actions.forget_old_refusals": "a clock ran out on counts",
    "exchange.travel.carrying_actions.begin_attempt": "the worker takes what a person has put on its way",
    "exchange.travel.carrying_actions.note_trouble": "an attempt failed, and is made again",
    "exchange.travel.carrying_actions.keep_receipt": "another organisation signed for a package; writes a job",
    "exchange.receiving.sorting_actions.let_go": "a clock ran out; writes a job",
    "exchange.travel.head_actions.hold_theirs": "comes with a package or a receipt, which writes the job",
    "exchange.travel.head_actions.hold_ours": "comes with a receipt, which writes the job",
    "exchange.travel.partner_actions.keep_card_current": "a key or a name has changed; writes a job",
    "exchange.travel.partner_actions.renew_card": "a partner signed a newer card; writes a job",
    "hub.enquiries.link_actions.open_link": "somebody without an account opens a link; a wrong code writes a job",
    "hub.enquiries.link_actions.write_by_link": "somebody without an account writes; writes a job",
    "hub.enquiries.link_actions.answer_by_link": "somebody without an account answers; writes a job",
    "hub.enquiries.link_actions.forget_expired_links": "a clock ran out on what was never answered",
    "hub.intake.public_actions.count_use": "a stranger is at the form; counts and writes nothing else",
    "hub.intake.public_actions.receive_from_public": "somebody of the public, without an account; writes a job",
    "hub.intake.public_actions.forget_old_uses": "a clock ran out on counts",
    "keyholding.actions.rings_unlocked": "looks at the actor, changes nothing",
    "mistakes.actions.destroy_put_away": "finishes by the clock what somebody put right; writes a job",
    "organisations.actions.installation": "makes the actor of the command line",
    "organisations.actions.create_organisation": "there is nobody yet who could act; writes a job",
    "people.roll_actions.apply": "part of applying an import, which writes the act",
    "people.roster_actions.expire_imports": "a clock ran out on what was never confirmed",
    "retention.certificate_actions.certify": "what people ordered is done; writes a job",
    "retention.certificate_actions.digest_of": "computes, changes nothing",
    "retention.certificate_actions.words_of": "puts into words, changes nothing",
    "retention.carrying_actions.carry_out_destructions": "the day of a decision has come; writes a job",
    "retention.log_actions.erase_old_details": "a clock ran out; writes a job",
    "retention.log_actions.forget_what_is_left": "a clock ran out; writes a job",
    "rights.overdue_actions.ask_for_decisions": "a clock ran out; writes a job",
    "retention.night_actions.order_what_is_due": "the schedule says that it goes by itself; writes a job",
    "retention.night_actions.count_again": "a day or a period changed; writes a job",
    "school.concerns.report_actions.expire_drafts": "a clock ran out on what was never sent",
    "school.concerns.triage_actions.write_action": "part of filing, which writes the act",
    "school.transfers.roll_actions.days_changed": "the roll says who left or is back; writes a job for each",
    "school.transfers.roll_actions.begin_for_leavers": "the roll says who left; writes a job for each",
    "school.transfers.following_actions.follow_transfers": "the next school signed for a file; writes a job for each",
    "school.transfers.following_actions.look_after": "a clock ran out on an index, or term dates changed",
}


def action_modules() -> list[Module]:
    found = [one for one in modules() if one.last == "actions" or one.last.endswith("_actions")]
    assert len(found) >= 10
    return found


def public() -> list[tuple[Function, ast.FunctionDef]]:
    return [
        (Function(module.name, name), node)
        for module in action_modules()
        for name, node in module.top_functions().items()
        if not name.startswith("_")
    ]


ACTIONS = [(function, node) for function, node in public() if str(function) not in NO_ACTOR]


@pytest.mark.parametrize("function", [one for one, _ in ACTIONS], ids=str)
def test_an_action_writes_exactly_one_act(function: Function) -> None:
    wanted, _ = OTHER_NUMBERS.get(str(function), (1, ""))
    found = places(function, ACTS)
    assert len(found) == wanted, (
        f"{function} reaches record_act or record_job in {len(found)} places: {[str(one) for one in found]}. Write exactly "
        "one act in the action's own transaction; if another number is right, say why in OTHER_NUMBERS."
    )


@pytest.mark.parametrize(("function", "node"), ACTIONS, ids=lambda value: str(value)[:80])
def test_an_action_names_who_acts_by_keyword(function: Function, node: ast.FunctionDef) -> None:
    keywords = [argument.arg for argument in node.args.kwonlyargs]
    assert keywords[:1] == ["by"] and not node.args.args, (
        f"{function}: an action is a verb with keyword-only arguments that begin with `by`. If it is no act of a person, "
        "say in NO_ACTOR what it is."
    )


@pytest.mark.parametrize(("function", "node"), ACTIONS, ids=lambda value: str(value)[:80])
def test_an_action_is_one_transaction(function: Function, node: ast.FunctionDef) -> None:
    """`@transaction.atomic`, or `with as_organisation(…)`; or it only hands on to one action that is."""
    text = ast.unparse(node)
    is_own = "transaction.atomic" in text or "as_organisation(" in text
    handed_on = [name for name in called(node) if name == function.name]
    inner = "_after_unlocking" in called(node)
    assert is_own or handed_on or inner, f"{function} needs @transaction.atomic: all of it or nothing."


@pytest.mark.parametrize("name", [*OTHER_NUMBERS, *NO_ACTOR])
def test_no_exception_has_outlived_its_function(name: str) -> None:
    assert name in {str(function) for function, _ in public()}, f"{name} is gone: take it out of the table."


def test_functions_without_actor_have_none() -> None:
    """An exception may not hide an act of a person."""
    hidden = [
        str(function)
        for function, node in public()
        if str(function) in NO_ACTOR and "by" in [argument.arg for argument in node.args.kwonlyargs]
    ]
    assert hidden == []


def test_a_module_s_own_recorder_writes_one_line() -> None:
    """The graph counts a call of `_record` as one act: so each of these must be nothing but one choice of one line."""
    for module in modules():
        recorder = module.top_functions().get(RECORDER)
        if recorder is not None:
            one_call = len([name for name in called(recorder) if name in ACTS]) == 1
            one_choice = len(recorder.body) == 1 and isinstance(recorder.body[0], ast.If)
            assert one_call or one_choice, f"{module.name}.{RECORDER} must write exactly one line."


def test_nothing_else_writes_acts() -> None:
    """Acts are written by actions and by the engines below them, never by a view, a query or a template's helper."""
    allowed = {
        "keys.escrow",
        "keys.rings",
        "keys.file_keys",
        "accounts.sessions",
        "oversight.queries",
        "accounts.views",
    }
    allowed |= {"audit.log", "audit.erasure"}
    found = {
        module.name
        for module in modules()
        if ACTS & set(called(module.tree)) and module not in action_modules()
    }
    assert found <= allowed, f"{found - allowed} write acts: move the act into an action."
