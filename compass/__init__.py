"""Netzwerkkompass: actors of the four sectors, what they can and want, their ties, and who fits a challenge."""
