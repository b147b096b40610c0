"""What the auditor's pages show."""
