"""The counter's pages: signing in, the queue, the file of a case, a new application."""
