"""Reading in the office: the queue with who reads what, the open idea's form, and what the pressed button does."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlencode

from werkzeug.datastructures import MultiDict

from core import accounts, clock
from core.journal import Who
from ideas import address, cards, journey, listing, meanwhile, queries, services, waiting
from ideas.forms import ReadingForm
from ideas.models import SOURCE_WORDS, Contact, Idea
from ideas.services import Said
from ideas.stages import NEEDS, REDACTABLE, WORDS, Stage, may_follow


@dataclass(frozen=True)
class Waiting:
    """One idea in the queue: how long it waits, whether late, who reads it, who takes care, whether it looks like spam."""

    idea: Idea
    days: int
    late: bool
    reader: str | None
    carer: str | None
    doubted: bool


@dataclass(frozen=True)
class Queue:
    """One page of the queue: what waits, and in all how many.

    `whose` is the word in the address that narrows it, `here` the cursor in front of this page, `more` that of the next.
    """

    waiting: Sequence[Waiting]
    total: int
    whose: str = ""
    here: str = ""
    more: str | None = None

    @property
    def tail(self) -> str:
        """What keeps the queue narrowed, and at this page, on the pages of its ideas."""
        return self._address(self.here)

    @property
    def next_page(self) -> str | None:
        """Where the next page is, None after the last."""
        return self._address(self.more) if self.more else None

    @property
    def first_page(self) -> str | None:
        """Where the first page is, None when this is it."""
        return (self._address("") or "/buero/ideen") if self.here else None

    def _address(self, behind: str) -> str:
        pairs = [(name, value) for name, value in (("zustaendig", self.whose), ("ab", behind)) if value]
        return f"?{urlencode(pairs)}" if pairs else ""


@dataclass(frozen=True)
class Beside:
    """What stands beside the open idea: the queue, who else reads it, whether there is an address."""

    queue: Queue
    reader: str | None
    contact: Contact | None


def queue(args: listing.Args) -> Queue:
    """Return the ideas to read, oldest first, with the names of those who have one open or take care of it."""
    assigned = listing.assigned(args)[:1]
    here = args.get("ab", "")
    page = waiting.page(assigned, here)
    names = accounts.names([number for i in page.ideas for number in (i.claimed_by, i.assigned_to)])
    total = waiting.how_many(assigned)
    whose = (listing.MINE if assigned[0] else listing.NOBODYS) if assigned else ""
    rows = [_waiting(idea, names, doubted=idea.id in page.doubted) for idea in page.ideas]
    return Queue(rows, total, whose, here, page.more)


def _waiting(idea: Idea, names: dict[int, str], *, doubted: bool) -> Waiting:
    days = (clock.today() - clock.local(idea.submitted_at).date()).days
    late = idea.stage is Stage.RECEIVED and idea.submitted_at < queries.overdue_before()
    carer = names.get(idea.assigned_to) if idea.assigned_to else None
    return Waiting(idea, days, late, reader(idea, names), carer, doubted)


def reader(idea: Idea, names: dict[int, str]) -> str | None:
    """Return who else has an idea open right now."""
    fresh = idea.claimed_at and idea.claimed_at > clock.now() - timedelta(minutes=queries.CLAIM_MINUTES)
    mine = idea.claimed_by == accounts.require().id
    return names.get(idea.claimed_by) if fresh and not mine and idea.claimed_by else None


def beside(idea: Idea, args: listing.Args) -> Beside:
    """Return what stands beside the open idea."""
    names = accounts.names([idea.claimed_by]) if idea.claimed_by else {}
    return Beside(queue(args), reader(idea, names), queries.contact(idea.id))


def around(idea: Idea, args: listing.Args) -> dict[str, object]:
    """Return everything the page of the open idea shows beside its text."""
    parts = beside(idea, args)
    facts: list[tuple[str, str]] = [
        ("Weg", SOURCE_WORDS[idea.source]),
        *((name, value) for name, value in cards.of(idea).facts if name != "Stadtbezirk"),
    ]
    if idea.district:
        facts.append(("Stadtbezirk", idea.district.name))
    if parts.contact:
        facts.append(
            (
                "Kontakt",
                "E-Mail bestätigt, Adresse verdeckt" if parts.contact.confirmed_at else "E-Mail noch nicht bestätigt",
            )
        )
    if idea.source_name:
        facts.append(("Quelle", idea.source_name))
    return {
        "card": cards.of(idea),
        "public_address": address.of(idea),
        "steps": journey.steps(idea),
        "beside": parts,
        "late": queries.overdue_before(),
        "office_facts": facts,
        "may_publish": may_follow(idea.stage, Stage.PUBLISHED),
        "may_redact": idea.stage in REDACTABLE,
        "may_decline": may_follow(idea.stage, Stage.NOT_PUBLISHED),
    }


def form_for(idea: Idea, sent: MultiDict[str, str] | None = None) -> ReadingForm:
    """Return the form as the idea stands, or as it was sent; what the idea already has stays choosable."""
    return ReadingForm(
        sent,
        version=idea.version,
        seen=meanwhile.newest(idea.id),
        areas=[area.id for area in idea.areas],
        category=idea.category_id or "",
        district=idea.district_id,
    )


def complete(form: ReadingForm) -> bool:
    """Put a sentence beside each field that the wanted stage must say and that is empty."""
    stage = form.wanted()
    if form.go.data and stage is None:
        form.step.errors = ["Bitte wählen Sie den nächsten Schritt."]
        return False
    whole = True
    for name in NEEDS[stage] if stage else ():
        if not form[name].data:
            form[name].errors = [f"Für „{WORDS[stage]}“ brauchen wir diese Angabe." if stage else ""]
            whole = False
    return whole


def decide(number: int, form: ReadingForm, who: Who) -> str:
    """Do what the pressed button says; return the code of the notice, "" when somebody changed the idea meanwhile."""
    version = form.version.data
    held = services.locked(number)
    if held.version != version:
        return ""
    before = services.standing(held)
    idea = services.tag(
        number,
        form.areas.data or [],
        category_id=form.category.data,
        district_id=form.district.data,
        who=who,
        version=version,
    )
    stage = form.wanted()
    if stage is not None:
        services.advance(number, stage, who, _said(form), idea.version)
    services.remember(idea, before, who)
    if stage is None:
        return "eingeordnet"
    return {Stage.PUBLISHED: "veroeffentlicht", Stage.NOT_PUBLISHED: "abgelehnt"}.get(stage, "schritt")


def _said(form: ReadingForm) -> Said:
    return Said(form.place.data or "", form.day(), form.reason.data or "", form.inner.data or "")


def next_to_read(args: listing.Args) -> int | None:
    """Return the oldest idea that still waits in the narrowed queue, on the page one came from or behind it."""
    assigned, here = listing.assigned(args)[:1], args.get("ab", "")
    first = waiting.page(assigned, here, size=1).ideas or waiting.to_read(1, assigned)
    return first[0].id if first else None
