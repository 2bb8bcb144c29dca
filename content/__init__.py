"""The question bank, the topic notes and the exam facts, as data files."""
