"""What the sources tell of each row, element by element, and what to ask of the rest."""
