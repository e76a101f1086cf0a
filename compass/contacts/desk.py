"""The office's contact log: written on an actor's page, searched, changed, linked."""

from __future__ import annotations

from datetime import date

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from compass import looks
from compass import queries as actors
from compass.contacts import lines, offering, queries, services
from compass.contacts.forms import ChangeForm, ContactForm, LinkedContactForm, NewContactForm, PressForm
from compass.contacts.models import OCCASION_WORDS, Contact
from compass.fields import iso
from core import accounts
from core.accounts import Viewer
from core.audience import desk
from core.errors import FormExpired
from core.rights import Right, allows
from core.things import Thing

ROOT = "/buero/netzwerk"
AGAIN = "Die Seite war zu lange offen. Bitte laden Sie sie neu und drücken Sie noch einmal."
door = desk(
    "compass_contacts", __name__, reads=Right.NETWORK_CONTACT, writes=Right.NETWORK_EDIT, url_prefix=f"{ROOT}/kontakte"
)
actor_door = desk(
    "compass_actor_contacts", __name__, reads=Right.NETWORK_CONTACT, writes=Right.NETWORK_EDIT, url_prefix=ROOT
)


@door.get("")
def index() -> str:
    """Show the log, newest first, searched and narrowed."""
    viewer, wanted = accounts.require(), offering.wanted(request.args)
    found = queries.page(wanted, viewer, request.args.get("nach"))
    rows = lines.of_contacts(found.contacts)
    looks.note("Kontakte", len({one.id for row in rows for one in row.people}))
    about = actors.one(wanted.actor_id, public=False) if wanted.actor_id else None
    return render_template(
        "compass/contacts/log.html",
        rows=rows,
        wanted=wanted,
        about=about,
        occasions=OCCASION_WORDS,
        after=offering.address(wanted, found.after) if found.after else None,
        deep="nach" in request.args,
    )


@actor_door.post("/<int:number>/kontakte")
def write(number: int) -> Response | tuple[str, int]:
    """Write a contact down from the page of an actor, and what is to follow."""
    form = NewContactForm(request.form)
    if not form.validate():
        form.refresh()
        actor = actors.one(number, public=False)
        return render_template("compass/contacts/again.html", actor=actor, form=form, address=request.path), 422
    _store(number, form, accounts.require())
    return redirect(url_for("compass_desk.show", number=number, notiz="kontakt-gespeichert", _anchor="h-kontakte"), 303)


def _store(number: int, form: NewContactForm, viewer: Viewer, thing: Thing | None = None) -> Contact:
    made = services.write([number], _draft(form), viewer.who, form.nonce, thing)
    if form.due_on.data:
        plan = services.Plan(iso(form.due_on.data), form.due_words.data or "", viewer.id)
        services.follow(number, plan, viewer.who, form.nonce, made.id)
    return made


def _draft(form: ContactForm) -> services.Draft:
    private = bool(form.is_private.data)
    return services.Draft(form.chosen(), iso(form.held_on.data), form.text.data or "", private)


@door.get("/neu/<kind>/<int:thing_id>")
def new(kind: str, thing_id: int) -> str:
    """Show the form for a contact about a thing; a search narrows with whom."""
    return _new_page(Thing(kind, thing_id), LinkedContactForm(held_on=offering.today()))


def _new_page(thing: Thing, form: LinkedContactForm) -> str:
    said = request.args.get("q", "")
    form.offer(said)
    noun, title, back = offering.one(thing)
    shown = {"thing": thing, "noun": noun, "title": title, "back": back}
    return render_template("compass/contacts/new.html", form=form, said=said, **shown)


@door.post("/neu/<kind>/<int:thing_id>")
def write_linked(kind: str, thing_id: int) -> Response | tuple[str, int]:
    """Write a contact down that is linked with a thing."""
    form, thing = LinkedContactForm(request.form), Thing(kind, thing_id)
    if not form.validate() or not form.actor.data:
        form.refresh()
        return _new_page(thing, form), 422
    made = _store(form.actor.data, form, accounts.require(), thing)
    return _to(made.id, "kontakt-gespeichert")


@door.get("/<int:contact>")
def show(contact: int) -> str:
    """Show one contact with whom and what it is about; two searches offer more of both."""
    row = queries.one(contact, accounts.require())
    given = {"occasion": row.occasion.value, "text": row.text, "is_private": row.is_private, "version": row.version}
    return _page(row, ChangeForm(held_on=date.fromisoformat(row.held_on), **given))


def _page(row: Contact, form: ChangeForm) -> str:
    person, (line,) = accounts.require(), lines.of_contacts([row])
    who, what = request.args.get("wer", ""), request.args.get("was", "")
    own, links = row.author_id == person.id, queries.linked([row.id])[row.id]
    return render_template(
        "compass/contacts/contact.html",
        line=line,
        links=links,
        titles=queries.titled(links),
        form=form if own and allows(person.role, Right.NETWORK_EDIT) else None,
        may_edit=allows(person.role, Right.NETWORK_EDIT),
        may_remove=own or allows(person.role, Right.NETWORK_PRIVATE),
        press=PressForm(),
        who=who,
        what=what,
        people=[one for one in actors.choices(who, 12) if one.id not in {p.id for p in line.people}] if who else [],
        things=offering.found(what) if what else [],
    )


@door.post("/<int:contact>")
def change(contact: int) -> Response | tuple[str, int]:
    """Put other words in one's own contact."""
    row, form = queries.one(contact, accounts.require()), ChangeForm(request.form)
    if not form.validate():
        form.refresh()
        return _page(row, form), 422
    services.change(contact, _draft(form), accounts.require(), form.version.data)
    return _to(contact, "kontakt-gespeichert")


@door.post("/<int:contact>/loeschen")
def remove(contact: int) -> Response:
    """Delete a contact."""
    pressed()
    services.remove(contact, accounts.require())
    return redirect(url_for("compass_contacts.index", notiz="kontakt-geloescht"), 303)


@door.post("/<int:contact>/beteiligte/<int:actor_id>")
def bring(contact: int, actor_id: int) -> Response:
    """Note that somebody took part too, or did not."""
    pressed()
    viewer = accounts.require()
    if "weg" in request.form:
        services.take_out(contact, actor_id, viewer)
    else:
        services.bring(contact, actor_id, viewer)
    return _to(contact, "kontakt-gespeichert", "h-mit")


@door.post("/<int:contact>/verknuepfungen/<kind>/<int:thing_id>")
def link(contact: int, kind: str, thing_id: int) -> Response:
    """Link with a thing, or take the link out."""
    pressed()
    viewer, thing = accounts.require(), Thing(kind, thing_id)
    if "weg" in request.form:
        services.unlink(contact, thing, viewer)
    else:
        services.link(contact, thing, viewer)
    return _to(contact, "kontakt-gespeichert", "h-zu")


def pressed() -> None:
    """Refuse a button whose token is no longer good."""
    if not PressForm(request.form).validate():
        raise FormExpired(AGAIN)


def _to(contact: int, notice: str, anchor: str | None = None) -> Response:
    return redirect(url_for("compass_contacts.show", contact=contact, notiz=notice, _anchor=anchor), 303)
