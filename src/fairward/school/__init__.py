"""What a school does with concerns and files. It may not know the hub or an agency."""
