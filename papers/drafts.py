"""What forms say and services store: plain values, checked on both sides."""

from __future__ import annotations

from dataclasses import dataclass, fields

from papers.models import BodyKind, ConsultationRole, Outcome, Paper, PaperKind


@dataclass(frozen=True)
class PaperDraft:
    """What a paper shall say, in the order of the city's form; `number` is typed from the council system or empty."""

    subject: str
    kind: PaperKind = PaperKind.DECISION
    office: str = ""
    number: str = ""
    product_group: str = ""
    effects_result: str = ""
    effects_finance: str = ""
    earlier: str = ""
    summary: str = ""
    resolution: str = ""
    reasons: str = ""
    attachments: str = ""
    signer_left: str = ""
    signer_right: str = ""
    in_public: bool = True
    area_id: int | None = None

    @classmethod
    def of(cls, paper: Paper) -> PaperDraft:
        """Return what a paper says now."""
        return cls(**{one.name: getattr(paper, one.name) for one in fields(cls)})


@dataclass(frozen=True)
class ConsultationDraft:
    """Which body shall consult when (ISO day), in open or closed sitting, and what it is asked for."""

    body_id: int
    held_on: str
    role: ConsultationRole
    in_public: bool = True


@dataclass(frozen=True)
class DecisionDraft:
    """What came out of a consultation; votes None where nobody counted, `plain` is the sentence citizens read."""

    outcome: Outcome
    plain: str
    yes: int | None = None
    no: int | None = None
    abstained: int | None = None
    agenda_item: str = ""
    wording: str = ""


@dataclass(frozen=True)
class BodyDraft:
    """How a body is called; `article` is Der, Die or Das."""

    name: str
    kind: BodyKind
    article: str = "Der"
    active: bool = True
