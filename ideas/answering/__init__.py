"""Answers of the city: one for an idea, the same words for many, earlier wordings kept for the office."""
