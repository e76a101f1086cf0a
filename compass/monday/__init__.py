"""The Monday letter to the office: what is due, new, waiting, quiet; for those who want it."""
