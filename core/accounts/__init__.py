"""Accounts of the office: who logs in, with what proof, and how long the log-in lasts."""
