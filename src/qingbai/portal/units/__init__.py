"""Units online (单位网上办理): a part of the portal for who acts for a unit, signed in by real name like anybody else.

``standing`` says for which units a person acts today; whoever acts for none finds nothing here.
"""
