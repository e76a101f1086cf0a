"""What pages show of an order: state and term in words, members by name only where they may be named, the balance."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime

from markupsafe import Markup

from circles import address
from circles.balance import Balance, balance
from circles.drafts import DeliverableDraft
from circles.models import STATE_WORDS, Deliverable, OrderState, Place, WorkOrder
from compass import queries as compass
from compass.models import SECTOR_WORDS, Purpose, Sector
from core import clock, markdown
from ideas import address as idea_address

DATIVE = {
    Sector.ADMINISTRATION: "der Verwaltung",
    Sector.SCIENCE: "der Wissenschaft",
    Sector.BUSINESS: "der Wirtschaft",
    Sector.CIVIL_SOCIETY: "der Zivilgesellschaft",
}
BADGES = {OrderState.PLANNED: "info", OrderState.RUNNING: "warning", OrderState.ENDED: "success"}
ICONS = {OrderState.PLANNED: "calendar-today", OrderState.RUNNING: "autorenew", OrderState.ENDED: "check"}


@dataclass(frozen=True)
class MemberLine:
    """One taken place as a page shows it: name, sector, marks, the actor's page; place_id for the office's button."""

    place_id: int
    name: str
    sector: str
    word: str
    marks: tuple[str, ...]
    address: str


@dataclass(frozen=True)
class OrderCard:
    """One order as a page shows it; `others` counts in words those who may not be named."""

    order: WorkOrder
    address: str
    desk_address: str
    state: str
    badge: str
    icon: str
    term: str
    begins: str
    ends: str
    overdue: bool
    balance: Balance
    members: tuple[MemberLine, ...]
    others: tuple[str, ...]

    @property
    def calling(self) -> bool:
        """Whether people are called and a place is free."""
        return self.order.calling and self.balance.free > 0 and not self.overdue


def day(iso: str) -> str:
    """Write an ISO day in words."""
    return clock.day_in_words(date.fromisoformat(iso))


def free_words(number: int) -> str:
    """Write how many seats are free."""
    return {0: "kein Platz frei", 1: "ein Platz frei"}.get(number, f"{number} Plätze frei")


def of(order: WorkOrder, *, named: bool = False) -> OrderCard:
    """Return an order's card; `named` is for eyes that may read the network, everybody else sees names with consent only."""
    actors = [place.actor for place in order.places]
    shown = [place for place in order.places if named or Purpose.SHOW_CIRCLES in compass.shown(place.actor)]
    hidden = [place for place in order.places if place not in shown]
    return OrderCard(
        order,
        address.order(order),
        address.desk_order(order.id),
        STATE_WORDS[order.state],
        BADGES[order.state],
        ICONS[order.state],
        f"{day(order.begins_on)} bis {day(order.ends_on)}",
        day(order.begins_on),
        day(order.ends_on),
        order.state is not OrderState.ENDED and order.ends_on < clock.today().isoformat(),
        balance(actors, order.seats),
        tuple(_line(place, office=named) for place in _by_sector(shown)),
        _others([*(place.actor.sector for place in hidden), *map(Sector, order.erased)], more=bool(shown)),
    )


def _by_sector(places: list[Place]) -> list[Place]:
    order = list(Sector)
    return sorted(places, key=lambda place: (order.index(place.actor.sector), place.actor.sort_key, place.id))


def _line(place: Place, *, office: bool) -> MemberLine:
    actor = place.actor
    page = f"/buero/netzwerk/{actor.id}" if office else f"/netzwerk/{actor.id}"
    marks = tuple(compass.marks(actor))
    return MemberLine(place.id, actor.name, actor.sector.value, SECTOR_WORDS[actor.sector], marks, page)


def _others(unnamed: list[Sector], *, more: bool) -> tuple[str, ...]:
    """Say who is or was there without a name: "eine weitere Stimme aus der Wirtschaft"."""
    counted = ((sector, unnamed.count(sector)) for sector in Sector)
    return tuple(_voices(sector, number, more=more) for sector, number in counted if number)


def _voices(sector: Sector, number: int, *, more: bool) -> str:
    if number == 1:
        return f"eine {'weitere ' if more else ''}Stimme aus {DATIVE[sector]}"
    return f"{number} {'weitere ' if more else ''}Stimmen aus {DATIVE[sector]}"


def released_at(card: OrderCard) -> tuple[datetime, int]:
    """Return by what results are sorted; orders without a released one come last."""
    result = card.order.deliverable
    return (result.released_at if result and result.released_at else datetime.min.replace(tzinfo=UTC), card.order.id)


@dataclass(frozen=True)
class Origin:
    """Where an order comes from, as far as everybody may see it: (title, address) of the vision and of its ideas."""

    vision: tuple[str, str] | None
    ideas: tuple[tuple[str, str], ...]


def origin(order: WorkOrder) -> Origin:
    """Return the released vision and the published ideas behind an order."""
    vision = order.vision
    if vision is None or not vision.public:
        return Origin(None, ())
    ideas = tuple((idea.title, idea_address.of(idea)) for idea in vision.ideas if idea.public)
    return Origin((vision.title, f"/div/visionen/{vision.id}"), ideas)


def draft_of(row: Deliverable) -> DeliverableDraft:
    """Return what a result says now, to compare with what a form says."""
    return DeliverableDraft(row.title, row.summary, row.text)


def written(text: str) -> Markup:
    """Return the text of a result as HTML; what looks like HTML in it is shown, not obeyed."""
    return markdown.render(text)
