"""Interesse: how many people an idea interests, by one tap, without account, person or time of day."""
