"""Wen fragen? A challenge held against the network: suggestions with reasons, a team, from there to the invitation."""
