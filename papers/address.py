"""Addresses of papers: public under /vorlagen, the council's under /rat, the office's under /buero/vorlagen."""

from __future__ import annotations


def paper(number: int, audience: str = "public") -> str:
    """Return a paper's page for an audience."""
    return {"public": "/vorlagen", "council": "/rat/vorlagen", "desk": "/buero/vorlagen"}[audience] + f"/{number}"


def file(number: int, audience: str = "public") -> str:
    """Return the address of a paper's PDF."""
    return f"{paper(number, audience)}/vorlage-{number}.pdf"
