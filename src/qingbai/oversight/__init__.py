"""监督: what an auditor asks of the house - the ledger searched, any answer explained, findings, and figures without persons.

It keeps its rows beside the vault: what was found about an officer, and which records nobody has a reason to look at, is for nobody at the public site.
"""
