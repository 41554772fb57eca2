"""What is known: datasets, readers, evidence, validation, the store and the network."""
