"""What runs around the house: setting up a machine, making the lock. Nothing here is needed to serve a page."""
