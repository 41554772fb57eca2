"""A comparison as a document, as CSV and as JSON."""
