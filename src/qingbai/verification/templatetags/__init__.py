"""Tags of the verification pages."""
