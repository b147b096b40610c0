"""Migrations of the sealing room."""
