"""Gewichte und Wörter der Vorschläge: how much each kind of evidence counts, and what counts as the same word."""
