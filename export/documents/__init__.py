"""Documents: their content apart from any format, and one renderer a format."""
