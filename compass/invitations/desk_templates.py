"""The office writes and changes the templates of letters."""

from __future__ import annotations

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from compass.invitations import page, queries, services
from compass.invitations.forms import TemplateForm
from core import accounts
from core.audience import desk
from core.rights import Right

door = desk(
    "compass_invitation_templates",
    __name__,
    reads=Right.NETWORK_EDIT,
    writes=Right.NETWORK_EDIT,
    url_prefix="/buero/netzwerk/einladungen/vorlagen",
)


@door.get("")
def index() -> str:
    """Show the templates."""
    return render_template("compass/invitations/templates.html", rows=queries.templates(active=False))


@door.get("/neu")
def new() -> str:
    """Show the form of a new template."""
    return _form(TemplateForm())


def _form(form: TemplateForm, number: int = 0) -> str:
    return render_template("compass/invitations/template.html", form=form, number=number, **page.form_words())


@door.post("/neu")
def make() -> Response | tuple[str, int]:
    """Write a template."""
    form = TemplateForm(request.form)
    if not form.validate():
        form.refresh()
        return _form(form), 422
    services.make_template(form.said(), accounts.require().who)
    return redirect(url_for("compass_invitation_templates.index", notiz="briefvorlage-gespeichert"), 303)


@door.get("/<int:number>")
def show(number: int) -> str:
    """Show the form of a template."""
    one = queries.template(number)
    return _form(
        TemplateForm(
            name=one.name,
            way=one.way.value,
            subject=one.subject,
            body=one.body,
            active=one.active,
            version=one.version,
        ),
        number,
    )


@door.post("/<int:number>")
def change(number: int) -> Response | tuple[str, int]:
    """Let a template say something else."""
    form = TemplateForm(request.form)
    queries.template(number)
    if not form.validate():
        form.refresh()
        return _form(form, number), 422
    services.change_template(number, form.said(), accounts.require().who, form.version.data)
    return redirect(url_for("compass_invitation_templates.index", notiz="briefvorlage-gespeichert"), 303)
