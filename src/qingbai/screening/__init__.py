"""单位查询: units that ask about their own people, from one candidate to a list of a hundred thousand.

A unit (``units``) is registered at the police station of its domicile. A list (``services``) comes with the unit's papers and the article relied on; its
rows are read, refused or accepted one by one (``intake``), searched in portions (``searching``), judged by a person where
need be, answered together on a tick, and go out as letters (``letters``). Every step that takes long is resumed where it stopped (``jobs``).
"""
