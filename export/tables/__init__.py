"""Machine-readable tables and graph formats."""
