"""The network of the demo year: who is in it, who is tied to whom, what the office notes, asks, joins and owes."""
