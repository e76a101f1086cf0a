"""Netz: actors and their ties as a picture, first around one of them; a list beside it says exactly the same."""
