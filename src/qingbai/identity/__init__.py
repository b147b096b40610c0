"""身份核验: what proves somebody besides the real-name service - a person's passkeys for coming back, and officers' second factors.

A passkey remembers who the real-name service proved; it never proves anybody anew. Of the person it keeps a keyed mark and a box that only this
installation opens. Officers add a passkey or one-time codes to their password, and attempts at guessing either are counted here.
"""
