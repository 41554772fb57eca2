"""The stated tier: what sources say is lacking, joined, and with what has become of it."""
