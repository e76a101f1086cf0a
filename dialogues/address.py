"""Addresses of meetings and visions: public pages under /div, the office's under /buero/div."""

from __future__ import annotations


def dialogue(number: int) -> str:
    """Return a meeting's public page."""
    return f"/div/{number}"


def vision(number: int) -> str:
    """Return a vision's public page."""
    return f"/div/visionen/{number}"


def desk_dialogue(number: int) -> str:
    """Return a meeting's page in the office."""
    return f"/buero/div/{number}"


def desk_vision(number: int) -> str:
    """Return a vision's page in the office."""
    return f"/buero/div/visionen/{number}"
