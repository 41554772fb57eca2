"""The anatomy on the page: its data and its words."""
