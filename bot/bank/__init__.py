"""The question bank: what is asked and taught, read from content/ and checked before anyone sees it."""
