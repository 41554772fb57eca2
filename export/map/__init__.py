"""The interactive map: one page with everything in it."""
