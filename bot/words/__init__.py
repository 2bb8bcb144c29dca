"""Every sentence a learner reads, as functions that return Text: one module for each subject."""
