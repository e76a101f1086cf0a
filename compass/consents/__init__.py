"""Einwilligungen: the table on the office's page of an actor, and who agreed to a wording that is no longer today's."""
