"""What is shown: map, report, tables and graph formats."""
