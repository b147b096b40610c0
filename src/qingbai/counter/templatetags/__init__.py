"""What the counter's pages draw again and again."""
