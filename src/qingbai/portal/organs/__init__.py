"""Organs and lawyers online (办案机关、辩护律师网上查询): a part of the portal for who asks for a case, signed in by real name like anybody else.

``standing`` says for which organs and law firms a person acts today; whoever acts for none finds nothing here.
"""
