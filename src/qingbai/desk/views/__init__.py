"""The pages of the registrar's desk, one module for each thing that lies on it."""
