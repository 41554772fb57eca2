"""The folder that ``mellanrum build`` writes: whose it is, and how it is replaced."""
