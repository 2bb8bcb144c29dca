"""The question bank: questions and notes read from content/ and checked before any learner sees them."""
