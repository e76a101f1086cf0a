"""The worker's lane of the graph; what computes is imported by whoever works, not by every process that serves pages."""

from __future__ import annotations


def tend() -> None:
    """Do one round: see whether the network is another one, and build its graph and figures anew."""
    from compass.graphs import building  # noqa: PLC0415 - numpy and scipy, which pages do without

    building.tend()
