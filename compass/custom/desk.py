"""The admin defines own fields; the office fills them in for an actor."""

from __future__ import annotations

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from compass import queries as actors
from compass.custom import queries, services
from compass.custom.forms import OwnFieldForm, ValuesForm, filled_in, values_form
from compass.custom.models import TYPE_WORDS, FieldType, OwnField
from compass.models import KIND_WORDS, Actor
from core import accounts
from core.audience import desk
from core.rights import Right

ROOT = "/buero/netzwerk"
door = desk(
    "compass_fields",
    __name__,
    reads=Right.NETWORK_FIELDS,
    writes=Right.NETWORK_FIELDS,
    url_prefix=f"{ROOT}/eigene-felder",
)
values_door = desk("compass_values", __name__, reads=Right.NETWORK_EDIT, writes=Right.NETWORK_EDIT, url_prefix=ROOT)


@door.get("")
def index() -> str:
    """Show all own fields."""
    kinds = {kind.value: word for kind, word in KIND_WORDS.items()}
    return render_template(
        "compass/custom/fields.html",
        fields=queries.fields(),
        types=TYPE_WORDS,
        kinds=kinds,
        numbers=queries.how_many(),
    )


@door.get("/neu")
def new() -> str:
    """Show the form for a new field."""
    return render_template("compass/custom/field.html", form=OwnFieldForm(), row=None)


@door.post("/neu")
def define() -> Response | tuple[str, int]:
    """Make an own field."""
    form = OwnFieldForm(request.form)
    if not form.validate():
        form.refresh()
        return render_template("compass/custom/field.html", form=form, row=None), 422
    services.define(_draft(form), FieldType(form.type.data), accounts.require().who)
    return redirect(url_for("compass_fields.index", notiz="gespeichert"), 303)


@door.get("/<int:field>")
def edit(field: int) -> str:
    """Show the form for a field."""
    row = queries.field(field)
    return render_template("compass/custom/field.html", form=_filled(row).fit(field), row=row)


@door.post("/<int:field>")
def change(field: int) -> Response | tuple[str, int]:
    """Change a field."""
    form = OwnFieldForm(request.form).fit(field)
    row = queries.field(field)
    if not form.validate():
        form.refresh()
        return render_template("compass/custom/field.html", form=form, row=row), 422
    services.change(field, _draft(form), accounts.require().who, form.version.data)
    return redirect(url_for("compass_fields.index", notiz="gespeichert"), 303)


def _filled(row: OwnField) -> OwnFieldForm:
    plain = {name: getattr(row, name) for name in ("label", "hint", "kinds", "position", "ended", "version")}
    return OwnFieldForm(**plain, choices="\n".join(row.choices))


def _draft(form: OwnFieldForm) -> services.FieldDraft:
    return services.FieldDraft(
        label=form.label.data or "",
        hint=form.hint.data or "",
        kinds=tuple(form.kinds.data or ()),
        choices=form.choices.lines(),
        position=form.position.data or 0,
        ended=bool(form.ended.data),
    )


@values_door.get("/<int:number>/eigene-felder")
def values(number: int) -> str:
    """Show the own fields of an actor to be filled in."""
    actor = actors.one(number, public=False)
    lines, present = queries.asked_of(actor.kind), queries.values([number]).get(number, {})
    form = values_form(lines, present)(**filled_in(lines, present), version=actor.version)
    return _page(actor, form)


@values_door.post("/<int:number>/eigene-felder")
def fill_in(number: int) -> Response | tuple[str, int]:
    """Keep what was filled in."""
    actor = actors.one(number, public=False)
    present = queries.values([number]).get(number, {})
    form = values_form(queries.asked_of(actor.kind), present)(request.form)
    if not form.validate():
        form.refresh()
        return _page(actor, form), 422
    services.fill_in(number, form.said(), accounts.require().who, form.version.data)
    return redirect(url_for("compass_desk.show", number=number, notiz="gespeichert", _anchor="h-eigene"), 303)


def _page(actor: Actor, form: ValuesForm) -> str:
    return render_template("compass/custom/values.html", actor=actor, form=form)
