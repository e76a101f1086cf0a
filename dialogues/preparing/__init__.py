"""Vorbereiten: theses from a list, rules that everybody may read, the day for the calendar, paper forms, the rehearsal."""
