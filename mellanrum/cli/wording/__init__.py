"""How the command line speaks: help, choices and errors in both languages, in any encoding."""
