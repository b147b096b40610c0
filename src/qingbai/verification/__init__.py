"""The verifier's door (核验): is this paper genuine, logged and current? For anyone, without account or cookie."""
