"""Forms in which the question cards are answered: on the map, as a page, a workbook or for Word."""
