"""What is said to be wrong is put right at its source and reaches everybody. It may not change an item by itself."""
