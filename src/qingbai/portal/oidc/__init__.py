"""Real-name sign-in by OpenID Connect (实名认证): any provider that a state, a province or an enterprise runs.

``configuration`` reads which provider it is, ``metadata`` what it says about itself and its keys, ``claims`` which of its
words mean what, ``client`` walks the authorization code flow with PKCE, state and nonce. Forms, signatures and checks of
the protocol are Authlib's and joserfc's.
"""
