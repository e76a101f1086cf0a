"""Werbung oder Unsinn: what the office declined as such teaches the queue's order; a wave of it goes with one action."""
