"""Two dates, two versions or two municipalities beside each other."""
