"""Who of the office spoke, wrote or met with whom, and what is to follow: the contact log, follow-ups, the calendar feed."""
