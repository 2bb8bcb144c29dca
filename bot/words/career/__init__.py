"""The career desk's texts, one file per tool."""
