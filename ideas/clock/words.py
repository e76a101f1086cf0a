"""What the office owes next, per stage, in words."""

from __future__ import annotations

from ideas.stages import Stage

TASKS = {
    Stage.RECEIVED: "Lesen und veröffentlichen",
    Stage.PUBLISHED: "Antworten",
    Stage.IN_TALK: "Sagen, was das Gespräch ergab",
    Stage.IN_WORK: "Vom nächsten Schritt berichten",
    Stage.WITH_POLITICS: "Das Ergebnis der Beratung nennen",
    Stage.DECIDED: "Sagen, was aus dem Beschluss wird",
    Stage.LATER: "Wieder nachsehen, wie versprochen",
}
