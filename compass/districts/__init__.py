"""Karte: a list or segment of the network by Stadtbezirk, as a drawing with the same numbers as a list beside it."""
