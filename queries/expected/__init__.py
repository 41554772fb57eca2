"""The expected tier: what norms of one's own ask for and the sources do not show."""
