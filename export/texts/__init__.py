"""Prose for a terminal and for pages."""
