"""Which function makes what of the matches of each kind of event rule."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from loaders.reading import meetings, occasions
from loaders.reading.chronicle import Chronicle, Happening
from loaders.reading.patterns import Found

Maker = Callable[[Chronicle, Found, Happening | None], Happening | None]
"""From a match and the event spoken of so far to the event that is spoken of from here on, if it is another one."""

MAKERS: Final[Mapping[str, Maker]] = {
    "meeting": meetings.meet,
    "meeting-of": meetings.meet,
    "meeting-of-subject": meetings.subject_meets,
    "meeting-on": meetings.topical,
    "series": meetings.series,
    "chaired": meetings.chaired,
    "session": meetings.session,
    "joined": meetings.joined,
    "attended": occasions.attended,
    "event-held": occasions.held,
    "interview": occasions.interview,
    "visit": occasions.visit,
    "signing": occasions.signing,
    "took-place": occasions.took_place,
    "signatories": occasions.signatories,
    "agreed": occasions.agreed,
    "approval": occasions.approval,
    "ceremony": occasions.ceremony,
}
