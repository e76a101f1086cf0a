"""What is pressed about the Monday letter."""

from __future__ import annotations

from core.forms import DeskForm, HouseForm


class SwitchForm(DeskForm):
    """Montagsbrief an oder aus: only a token."""


class StopForm(HouseForm):
    """Montagsbrief abbestellen, aus dem Brief heraus: only a token."""
