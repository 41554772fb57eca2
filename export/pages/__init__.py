"""The shell of every page, the start page, and pages in a notebook."""
