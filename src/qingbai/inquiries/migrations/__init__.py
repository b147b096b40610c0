"""Migrations of the inquiries room."""
