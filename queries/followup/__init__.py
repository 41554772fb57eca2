"""What became of what was recommended and promised."""
