"""The demonstration's identity service (演示统一身份认证): an OpenID provider in a process of its own, beside the site.

It proves invented persons only: whoever comes chooses whom to be and how strongly that is confirmed. All else is as at a real one: discovery, keys,
authorization code with PKCE, signed ID tokens, levels (``acr``). The protocol is Authlib's; the persons come from ``DEMO_PERSONS``. It has no
database: codes are good for two minutes and lie in the memory of its one process.
"""
