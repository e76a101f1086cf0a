"""The templates that are there from the start; from then on the office's rows count."""

from __future__ import annotations

from sqlalchemy import select

from compass.checklists.models import ChecklistPlan, PlanStep
from core.db import db

MEETING = (
    (-42, "Raum und Barrierefreiheit klären", "Büro", "", ""),
    (-35, "Impulse aus dem Ideenspeicher wählen", "Büro", "Impulse wählen", "/buero/div/{id}/impulse"),
    (-28, "Einladungen raus", "Büro", "Einladen", "/buero/netzwerk/einladungen/neu?sache=dialogue:{id}"),
    (-21, "Thesen schreiben", "Moderation", "Zum Treffen", "/buero/div/{id}"),
    (-14, "Treffen ankündigen", "Büro", "Treffen ändern", "/buero/div/{id}/bearbeiten"),
    (-7, "Wer noch nicht geantwortet hat: nachfragen", "Büro", "", ""),
    (-1, "Technik und Steine prüfen", "Moderation", "Steine legen lassen", "/buero/div/{id}/runde"),
    (2, "Dank und Protokoll schicken", "Büro", "", ""),
    (7, "Visionen schreiben", "Büro", "Vision schreiben", "/buero/div/{id}/vision"),
)
CALL = (
    (-28, "Aufruf schreiben und abstimmen", "Büro", "", ""),
    (-21, "Aufruf veröffentlichen", "Büro", "Zirkel und Aufträge", "/buero/zirkel"),
    (-21, "Netzwerk anschreiben", "Büro", "Wen fragen?", "/buero/herausforderungen"),
    (-7, "Erinnern", "Büro", "", ""),
    (0, "Aufruf schließen", "Büro", "", ""),
    (7, "Allen antworten", "Büro", "", ""),
)
PLANS = (("Treffen des D.I.V.", "dialogue", MEETING), ("Aufruf zum Mitmachen", "", CALL))


def seed() -> None:
    """Put the templates in where the table holds none."""
    if db.session.scalar(select(ChecklistPlan.id).limit(1)) is None:
        for name, kind, steps in PLANS:
            rows = [
                PlanStep(days=days, words=words, who=who, link_label=label, link=link)
                for days, words, who, label, link in steps
            ]
            db.session.add(ChecklistPlan(name=name, for_kind=kind, steps=rows))
