"""The office's templates for checklists: read, written, changed."""

from __future__ import annotations

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from compass.checklists import queries, services
from compass.checklists.days import DATED
from compass.checklists.desk import ROOT, may_edit
from compass.checklists.forms import PlanChangeForm, PlanForm
from compass.checklists.models import ChecklistPlan
from compass.checklists.services import PlanDraft, StepDraft
from core import accounts
from core.audience import desk
from core.rights import Right

PLACE = f"{ROOT}/vorlagen"
door = desk("compass_plans", __name__, reads=Right.NETWORK_READ, writes=Right.NETWORK_EDIT, url_prefix=PLACE)
edit_door = desk("compass_plans_edit", __name__, reads=Right.NETWORK_EDIT, writes=Right.NETWORK_EDIT, url_prefix=PLACE)


@door.get("")
def index() -> str:
    """Show every template with its steps."""
    return render_template("compass/checklists/plans.html", plans=queries.plans(), kinds=DATED, may_edit=may_edit())


@edit_door.get("/neu")
def new() -> str:
    """Show the form for a template."""
    return _page(PlanForm())


def _page(form: PlanForm, plan: ChecklistPlan | None = None) -> str:
    return render_template("compass/checklists/plan.html", form=form, plan=plan)


@edit_door.post("/neu")
def write() -> Response | tuple[str, int]:
    """Store a new template."""
    form = PlanForm(request.form)
    if not form.validate():
        form.refresh()
        return _page(form), 422
    services.write_plan(_draft(form), accounts.require().who, form.nonce)
    return _back()


def _draft(form: PlanForm) -> PlanDraft:
    steps = [
        StepDraft(
            (row["days"].data or 0) * (1 if row["side"].data == "nach" else -1),
            *(row[name].data or "" for name in ("words", "who", "link_label", "link")),
        )
        for row in form.steps.filled()
    ]
    return PlanDraft(form.name.data or "", form.for_kind.data or "", steps, bool(form.active.data))


@edit_door.get("/<int:number>")
def edit(number: int) -> str:
    """Show a template to be changed."""
    plan = queries.plan(number)
    steps = [
        {
            "days": abs(step.days),
            "side": "nach" if step.days > 0 else "vor",
            **{name: getattr(step, name) for name in ("words", "who", "link_label", "link")},
        }
        for step in plan.steps
    ]
    given = {"name": plan.name, "for_kind": plan.for_kind, "active": plan.active, "version": plan.version}
    return _page(PlanChangeForm(steps=steps, **given), plan)


@edit_door.post("/<int:number>")
def change(number: int) -> Response | tuple[str, int]:
    """Store a changed template."""
    plan, form = queries.plan(number), PlanChangeForm(request.form)
    if not form.validate():
        form.refresh()
        return _page(form, plan), 422
    services.change_plan(number, _draft(form), accounts.require().who, form.version.data)
    return _back()


def _back() -> Response:
    return redirect(url_for("compass_plans.index", notiz="checkliste-vorlage"), 303)
