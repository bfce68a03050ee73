"""What writes parts of the documentation from the program itself."""
