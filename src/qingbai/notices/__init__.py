"""通报: what authorities send, from the text of a judgment to entries in the register or the vault.

``services.receive`` is the way in: read the text, compare it with what the court states, ask the law for effect and sealing, then
enter everything or nothing. A notice that comes again changes nothing and says so.
"""
