"""Reading a sheet of people: bytes to text, text to rows, rows to newcomers. Knows the file, not the network."""
