"""Which function makes what of the matches of each kind of event rule."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from loaders.reading import approvals, groups, meetings, occasions, sessions, signings, visits
from loaders.reading.chronicle import Chronicle, Happening
from loaders.reading.patterns import Found

Maker = Callable[[Chronicle, Found, Happening | None], Happening | None]
"""From a match and the event spoken of so far to the event that is spoken of from here on, if it is another one."""

MAKERS: Final[Mapping[str, Maker]] = {
    "meeting": meetings.meet,
    "meeting-of": meetings.meet,
    "meeting-of-subject": meetings.subject_meets,
    "pair-meets": groups.pair_meets,
    "guest-meets": groups.guest_meets,
    "group-meets": groups.group_meets,
    "guests-met-each": groups.met_each,
    "guests-visit": groups.guests_visit,
    "talks-told": groups.talks_told,
    "body-meets": groups.body_meets,
    "forum-ahead": groups.forum_ahead,
    "meeting-on": sessions.topical,
    "series": sessions.series,
    "chaired": sessions.chaired,
    "meeting-of-host": meetings.host_meets,
    "session": sessions.session,
    "meeting-in": sessions.somewhere,
    "numbered": sessions.numbered,
    "came-there": sessions.came_there,
    "told-body": sessions.told_body,
    "next": sessions.next_one,
    "joined": sessions.joined,
    "attended": occasions.attended,
    "gathering": occasions.gathering,
    "event-held": occasions.held,
    "interview": occasions.interview,
    "visit": visits.visit,
    "visit-told": visits.visit_told,
    "their-visit": visits.their_visit,
    "signing": signings.signing,
    "signing-of-money": signings.signing_of_money,
    "took-place": occasions.took_place,
    "signatories": signings.signatories,
    "agreed": signings.agreed,
    "approval": approvals.approval,
    "approval-of-money": approvals.of_money,
    "approval-ahead": approvals.ahead,
    "approval-in-session": approvals.in_session,
    "approval-of-them": approvals.pronoun,
    "ceremony": occasions.ceremony,
    "launch": occasions.launch,
    "opened": occasions.opened,
    "exchange": signings.exchange,
}
