"""材料: files handed in with an application: checked by content, stripped, kept encrypted."""
