"""One module a command of ``qingbai``; each has a click command named ``command``."""
