"""Measurements of speed, and the synthetic municipalities that they are made on."""
