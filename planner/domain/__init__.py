"""What things are, in the field's words: frozen data that imports nothing else of ours."""
