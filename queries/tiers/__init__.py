"""The list in tiers: what is said, what the structure shows, and what is expected."""
