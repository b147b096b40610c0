"""The papers that leave the house (文书): words, layout, seal, code to scan; from one claim to one tagged PDF/A-3 page."""
