"""The office keeps the list of council members and invites them; the list shows addresses, so only who may edit sees it."""

from __future__ import annotations

from flask import redirect, render_template, request
from werkzeug.wrappers import Response

from core import accounts
from core.audience import desk
from core.rights import Right
from papers import membership, queries
from papers.desk_writing import require
from papers.forms import ActForm
from papers.members_forms import MemberForm

door = desk(
    "council_members", __name__, reads=Right.PAPERS_EDIT, writes=Right.PAPERS_EDIT, url_prefix="/buero/vorlagen/rat"
)


def _page(form: MemberForm, number: int | None = None) -> str:
    return render_template(
        "papers/members.html",
        members=membership.members(),
        bodies={one.id: one.name for one in queries.bodies(active=False)},
        form=form,
        number=number,
        act=ActForm(),
    )


@door.get("")
def index() -> str:
    """Show the members and the form for one more."""
    return _page(MemberForm().fit())


@door.post("")
def add() -> Response | tuple[str, int]:
    """Add a member."""
    form = MemberForm(request.form).fit()
    if not form.validate():
        form.refresh()
        return _page(form), 422
    membership.add(form.draft(), accounts.require().who)
    return redirect("/buero/vorlagen/rat?notiz=gespeichert", 303)


@door.get("/<int:number>")
def member(number: int) -> str:
    """Show the form for one member."""
    found = queries.member(number)
    return _page(MemberForm(obj=found, body=found.body_id or 0).fit(), number)


@door.post("/<int:number>")
def change(number: int) -> Response | tuple[str, int]:
    """Store a member."""
    queries.member(number)
    form = MemberForm(request.form).fit()
    if not form.validate():
        form.refresh()
        return _page(form, number), 422
    membership.change(number, form.draft(), accounts.require().who, form.version.data or 0)
    return redirect("/buero/vorlagen/rat?notiz=gespeichert", 303)


@door.post("/<int:number>/einladen")
def invite(number: int) -> Response:
    """Send the one-time link."""
    require(ActForm(request.form))
    membership.invite(number, accounts.require().who)
    return redirect("/buero/vorlagen/rat?notiz=rat-eingeladen", 303)
