"""Das Netz in Zahlen: what the network looks like, one plain sentence with each figure; and the lane that has it counted."""
