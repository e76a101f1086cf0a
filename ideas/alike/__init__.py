"""Gibt es das schon? Similar published ideas while somebody writes, and after handing in."""
