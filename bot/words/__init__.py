"""Every sentence that a learner reads, as functions that return Text: one module for each part of the talk."""
