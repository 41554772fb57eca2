"""Norms: catalogues of what law, agreements, guides and audit practice expect of whom."""
