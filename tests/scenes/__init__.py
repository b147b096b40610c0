"""Every page of both sites in its states, as somebody who may see it finds it: what the walk over all pages opens.

A scene is a function that brings a page about and shows it (``frame.scene``); it names the routes that it shows. An address without
variable parts needs none: it is opened as it lies. ``elsewhere`` says of every address that is no page what it is instead.
"""
