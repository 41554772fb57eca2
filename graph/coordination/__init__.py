"""What coordination the data requires, what it offers, and how far the two agree."""
