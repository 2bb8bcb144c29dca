"""The formats in which questions leave the bank and come in."""
