"""Real things for tests: a PostgreSQL cluster, Chromium, an SMTP sink, servers, junk."""
