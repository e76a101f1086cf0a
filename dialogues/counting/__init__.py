"""Counts beside the phones: real stones and other workshops typed in or imported, results as open data, how it is computed."""
