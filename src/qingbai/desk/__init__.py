"""The registrar's door (登记台): the inbox, text and fields side by side, the second pair of eyes, the record page. Decides nothing."""
