"""What can be said: vocabulary, concept schemes, shapes, and the table schema read from them."""
