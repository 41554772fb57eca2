"""What stands at a date: facts, membership, who speaks for whom, and the network of them."""
