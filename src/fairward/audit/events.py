"""Every event that the log can hold. It may not lose one: lines that name it stay for decades.

Add a line at the end of its group, and its name to tests/unit/audit/known_events.txt. The sentence goes on after the
person's name, as on the page of the log: "Amara Cole, deputy safeguarding lead, reported a concern."
"""

from __future__ import annotations

from typing import Final

LOOKED: Final = "looked"
LISTED: Final = "listed"
REFUSED: Final = "refused"

EVENTS: Final[tuple[tuple[str, str], ...]] = (
    # looks and refusals
    (LOOKED, "read something."),
    (LISTED, "saw a list."),
    (REFUSED, "was refused."),
    # the log itself
    ("log.exported", "downloaded the log with its proofs."),
    ("log.detail_erased", "erased the details of lines whose time was over."),
    # organisations and who works for them
    ("organisation.created", "made the organisation."),
    ("organisation.settings_changed", "changed the organisation's settings."),
    ("organisation.call_numbers_changed", "changed whom to call when a child is in danger."),
    ("organisation.term_dates_changed", "changed the term dates."),
    ("member.added", "added a member."),
    ("member.role_changed", "changed a member's role."),
    ("member.ended", "ended a membership."),
    # signing in
    ("session.began", "signed in."),
    ("session.ended", "signed out."),
    ("account.code_printed", "printed a one-time code for a member."),
    ("account.second_factor_removed", "removed a member's second factor."),
    # keys
    ("keys.ring_granted", "gave a key to another person."),
    ("keys.ring_taken", "took a key from a person."),
    ("keys.ring_rotated", "replaced a key."),
    ("keys.file_granted", "let another person open one file until a date."),
    ("keys.file_taken", "took back a file that another person could open."),
    ("keys.sheet_tested", "tested the sheet in the safe."),
    ("keys.sheet_used", "used the sheet in the safe to give keys to a person."),
    ("keys.sheet_replaced", "replaced the sheet in the safe."),
    # concerns
    ("concern.reported", "reported a concern."),
    ("concern.alarm_raised", "said that a child is not safe, before the report was sent."),
    ("concern.added_to", "added to their own report."),
    ("concern.draft_discarded", "threw an unsent report away."),
    ("concern.filed", "filed a report."),
    ("concern.talked_no_record", "dealt with a report by talking; its text was destroyed."),
    ("concern.passed_to_headteacher", "passed a report to the headteacher."),
    ("concern.assigned", "said who has a report."),
    ("concern.child_named", "said whom a report is about."),
    ("concern.answered", "answered the person who reported."),
    ("concern.decided", "decided a concern."),
    ("concern.reopened", "reopened a concern."),
    # files
    ("entry.added", "added an entry."),
    ("entry.corrected", "corrected an entry."),
    ("entry.annotated", "attached something to an entry."),
    ("entry.attached", "attached a file to an entry."),
    ("action.added", "wrote down what is to be done."),
    ("action.done", "marked an action as done."),
    ("file.printed", "printed a file."),
    ("disclosure.recorded", "recorded that somebody outside was told something."),
    ("disclosure.use_noted", "noted what a recipient did with what they were told."),
    ("disclosure.family_told", "noted that the family knows who was told."),
    # packages between organisations
    ("exchange.card_made", "made the organisation's card for partners."),
    ("exchange.partner_added", "added the card of another organisation."),
    ("exchange.partner_confirmed", "confirmed another organisation, whose card was compared."),
    ("exchange.partner_withdrawn", "withdrew the card of another organisation."),
    ("exchange.card_renewed", "took over a newer card that a partner signed with the key that was compared."),
    ("exchange.queued", "put a sealed package on its way to another organisation."),
    ("exchange.retried", "had a sealed package tried again at once."),
    ("exchange.stopped", "stopped a sealed package before it arrived."),
    ("exchange.delivered", "brought a sealed package to another organisation, which signed for it."),
    ("exchange.receipt_kept", "kept what another organisation said of a package."),
    ("exchange.arrived", "took in a sealed package of a partner and signed for it."),
    ("exchange.turned_back", "turned back a package of a partner that could not be opened here."),
    ("exchange.refused", "refused somebody who knocked with a package."),
    ("exchange.answered", "said what becomes of a package that arrived."),
    ("exchange.head_contradicts", "saw a signed head of a log that contradicts an earlier one."),
    # what families see
    ("audience.decided", "decided what somebody of a family sees of an entry."),
    ("audience.asked", "asked for decisions about families that are missing or have run out."),
    ("audience.talked", "noted that they talked with somebody of a family about an entry."),
    ("shown.shared", "showed an entry to somebody of a family."),
    ("shown.sealed", "gave somebody of a family the key to what was waiting for them."),
    ("shown.taken_back", "took back an entry that somebody of a family was shown."),
    ("shown.renewed", "renewed what a family is shown, because an entry has changed."),
    ("my_side.read", "read what a family added, and told them that it was read."),
    # people
    ("roster.read", "uploaded a roster to look at what it would change."),
    ("roster.discarded", "threw an uploaded roster away."),
    ("roster.imported", "brought the roll up to date from a file."),
    ("child.added", "added a child."),
    ("child.corrected", "corrected who a child is."),
    ("child.related", "recorded who somebody is to a child."),
    ("adult.joined", "said that two recorded adults are one person."),
    # families
    ("family.invited", "let a member of a family in to a child's record."),
    ("family.code_printed", "printed a new one-time code for a member of a family."),
    ("family.paused", "paused a family account."),
    ("family.resumed", "ended the pause of a family account."),
    ("family.contact_changed", "changed how a member of a family is reached."),
    (
        "family.access_confirmed",
        "opened again what a member of a family sees, after looking at what had closed it.",
    ),
    ("family.access_ended", "ended what a member of a family sees of a child's record."),
    ("family.account_ended", "ended a family account."),
    ("family.handover_noted", "noted what came of a step of handing a record over."),
    ("keys.unlocked", "unlocked with the passphrase."),
    ("keys.passphrase_set", "set a passphrase for the first time."),
    ("keys.passphrase_changed", "changed the passphrase."),
    ("keys.passphrase_recovered", "set a new passphrase with the recovery words."),
    ("keys.started_afresh", "lost passphrase and recovery words and began with a new key."),
    ("keys.words_replaced", "made new recovery words."),
    ("keys.rings_made", "made the organisation's keys."),
    # rights cases
    ("case.opened", "noted that somebody asked for something or that something happened."),
    ("case.withdrawn", "withdrew what they had asked for."),
    ("case.written", "wrote a note, a question or an answer into a case."),
    ("case.answered", "answered a question about what they had asked for."),
    ("case.assigned", "said who has a case."),
    ("case.moved", "took a case a step further."),
    ("case.clock_stopped", "stopped the clock of a case while an answer is awaited."),
    ("case.clock_resumed", "let the clock of a case run on."),
    ("case.extended", "extended the time for a case."),
    ("case.replied", "replied to whoever asked."),
    ("case.pointed_at", "said which statement somebody asked to put right."),
    ("case.decided", "decided what somebody asked to put right."),
    ("case.recipient_added", "noted somebody who received what was put right."),
    ("case.recipient_told", "told somebody who had received it that something was put right."),
    ("case.assessed", "assessed a breach."),
    ("case.closed", "closed a case."),
    # families on their own pages
    ("family.side_added", "added their own words to what is recorded."),
    # requests to see what is recorded
    ("request.noted", "noted a request to see what is recorded."),
    ("request.child_named", "said whose record a request is about."),
    ("request.identity_settled", "settled who asks to see what is recorded."),
    ("request.right_settled", "settled whose right a request is."),
    ("request.asked_back", "asked whoever made a request what exactly they want."),
    ("request.answered_back", "noted what whoever made a request answered."),
    ("request.extended", "took more time for a request, with reasons."),
    ("request.withdrawn", "noted that a request was withdrawn."),
    ("request.searched", "searched for everything that is held about a child."),
    ("request.gathered", "gathered passages for a request."),
    ("passage.decided", "decided a passage of a request."),
    ("passage.decided_alike", "decided the passages of one entry alike."),
    ("passage.agreed", "agreed as the second person that a passage is left out."),
    ("passage.returned", "gave a passage back to be decided anew."),
    ("request.silence_asked", "asked that a request is answered without saying whether anything is held."),
    ("request.silence_agreed", "agreed that a request is answered without saying whether anything is held."),
    ("request.drawn", "made a part of the answer to a request."),
    ("request.made_anew", "began the answer to a request anew."),
    ("request.taken", "printed or saved the answer to a request."),
    ("request.sent", "sent the answer to a request."),
    ("request.closed", "closed a request; the files opened for it are closed again."),
)

SENTENCES: Final[dict[str, str]] = dict(EVENTS)
