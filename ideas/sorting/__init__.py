"""Sorting in the office: who takes care of an idea, many ideas at once, a step taken back, lists one comes back to."""
