"""Passing on: what is another place's job goes there, is answered by a link without account, and silence is visible."""
