"""From rows of tables to statements in the graph, and what may be tried out on them."""
