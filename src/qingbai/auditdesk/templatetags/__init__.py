"""What the audit desk's frame needs to know."""
