"""Sammeländerung: the same change for many actors at once, looked at before, taken back after."""
