"""The fast way of typesetting (直接排版): a layout that Typst has set once is filled in with own PDF objects, and no typesetter runs.

There is one source of a layout: the template that Typst sets. ``layout`` has Typst set a sample, takes its objects, and finds in them
where values stand; ``filling`` puts the values of one paper there, shaped by glyphs and distances that were asked of Typst too (``faces``).
What does not fit, or needs more than one glyph after the other, is left to Typst itself.
"""
