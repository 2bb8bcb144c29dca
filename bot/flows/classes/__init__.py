"""An instructor's class: joining it, what the instructor sees of it, and its assignments."""
