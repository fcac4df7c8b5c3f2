"""What each role may do and which rings it reads. It may not look at records."""
