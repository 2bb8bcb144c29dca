"""What runs at a time: one table of jobs, and the pipeline that claims, builds and settles them."""
