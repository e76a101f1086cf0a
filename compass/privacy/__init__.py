"""Rechte der Person: informed, answered, kept as long as needed, restricted, erased."""
