"""From answers of rules to gaps: how each is known, by whom, and in what words."""
