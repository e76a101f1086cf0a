"""A year in the life of the office, played through the services, and the command that shows it; nobody imports it."""
