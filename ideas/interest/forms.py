"""What a tap sends."""

from __future__ import annotations

from core.forms import HouseForm


class TapForm(HouseForm):
    """Das interessiert mich: only a token. Whoever taps is quick, so there is no minimum time."""
