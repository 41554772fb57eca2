"""Drawings as SVG text: pure functions from frozen values, for pages, Word and PDF alike.

They carry no style of their own: a page takes in ``drawing.css``; `standalone` puts it into the
file.
"""
