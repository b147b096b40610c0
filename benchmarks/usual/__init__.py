"""The usual pipeline as its parts document it: Jinja2 fills a page, qrcode draws the code, WeasyPrint prints, pyHanko signs."""
