"""Persönliche Codes in the office: given out, printed, sent to people who are not in the room."""
