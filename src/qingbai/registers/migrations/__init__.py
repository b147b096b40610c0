"""Migrations of the registers room."""
