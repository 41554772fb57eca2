"""The structural tier: its rules, and what they find as one item a matter."""
