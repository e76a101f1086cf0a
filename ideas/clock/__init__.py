"""The service clock: what is due when, reminders for the office, the label inside, and the public figures about all that."""
