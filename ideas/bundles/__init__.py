"""Bündel: what the program proposes to put together, what authors say to it, and the way back."""
