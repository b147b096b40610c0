"""监督台: the auditor's door. The ledger searched, answers explained, findings, figures; forms, views and templates, no decisions."""
