"""Checklists counted back from a date: what must be done how many days before or after a meeting or a call."""
