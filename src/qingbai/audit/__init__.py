"""责任: who did and saw what. The ledger, the Merkle logs behind it, enumerated event kinds, and the refusal to rewrite evidence."""
