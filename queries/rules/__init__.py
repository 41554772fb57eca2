"""The gap rules: their files, their checks, and what a rule sees."""
