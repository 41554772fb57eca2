"""What is checked of a dataset, beyond reading it."""
