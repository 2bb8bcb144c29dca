"""What the career desk says, a file for each tool."""
