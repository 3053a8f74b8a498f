"""What a value is, and the one gate that every operation passes. Start with README.md."""
