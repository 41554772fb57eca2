"""What is asked: gap rules, named questions, and the engine that answers them."""
