"""Qingbai (清白): a register of criminal records, and the lawful answers that leave it."""
