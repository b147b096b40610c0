"""Signing in at the provider (授权码流程): authorization code with PKCE, state and nonce; whatever is not as it must be proves nobody.

The answer is bound to the browser by state and to this sign-in by nonce and verifier, both kept in the session. Keys and addresses come from the
provider's own metadata, algorithms from our list, the level from ``acr`` by configuration, never from what the page asked for.
"""

import base64
import hashlib
import json
import logging
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import quote, urlencode

from authlib.oauth2.rfc6749.parameters import prepare_grant_uri
from authlib.oauth2.rfc7523 import private_key_jwt_sign
from authlib.oauth2.rfc7636 import create_s256_code_challenge
from authlib.oidc.core import CodeIDToken
from django.conf import settings
from django.utils.translation import get_language
from joserfc import jws, jwt
from joserfc.errors import JoseError

from qingbai.law.local import IdentityLevel
from qingbai.portal.oidc import claims, metadata, wire
from qingbai.portal.oidc.configuration import Configuration, SigningKey
from qingbai.portal.realname import Away, Declined, Departure, Identity, NotProven, TooWeak

logger = logging.getLogger(__name__)
LEEWAY = 60  # seconds that two clocks may differ
GOOD_FOR = timedelta(minutes=10)
"""An ID token is read seconds after it was made; one that is older came by another way."""
ASSERTION = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
OK = 200


@dataclass(frozen=True, slots=True)
class _Tokens:
    id_token: str
    access_token: str


class OpenIDConnect:
    """``RealName`` at the provider of the settings (``OIDC``)."""

    def __init__(self, configuration: Configuration | None = None) -> None:
        found = configuration or settings.OIDC
        assert found is not None, "settings name this service where they name a provider"
        self.configuration: Configuration = found

    def leads_to(self) -> tuple[str, ...]:
        """The provider's own origin: where its sign-in page stands."""
        return (wire.origin(metadata.of(self.configuration.issuer).authorization_endpoint),)

    def start(self, *, state: str, back: str, level: IdentityLevel | None = None) -> Departure:
        """Where to send the person. A level asked for is essential; without one the strongest is wished for."""
        provider, words = metadata.of(self.configuration.issuer), self.configuration.words
        nonce, verifier = secrets.token_urlsafe(24), secrets.token_urlsafe(48)
        wished = words.asked_for(level or words.strongest)
        more = {"acr_values": " ".join(wished), "ui_locales": "en" if get_language() == "en" else "zh-CN"}
        if level is not None and provider.claims_parameter:
            more["claims"] = json.dumps({"id_token": {"acr": {"essential": True, "values": list(wished)}}})
        if words.max_age:
            more["max_age"] = str(words.max_age)
        address = prepare_grant_uri(
            provider.authorization_endpoint,
            client_id=self.configuration.client,
            response_type="code",
            redirect_uri=back,
            scope=words.scopes,
            state=state,
            nonce=nonce,
            code_challenge=create_s256_code_challenge(verifier),  # type: ignore[no-untyped-call]
            code_challenge_method="S256",
            **more,
        )
        kept = {"state": state, "nonce": nonce, "verifier": verifier, "back": back, "level": level or ""}
        return Departure(address=address, kept=kept)

    def finish(self, *, told: Mapping[str, str], kept: Mapping[str, str], at: datetime) -> Identity:
        """Whom the answer proves. Raises ``NotProven``, by its kind, and ``Away``."""
        provider = metadata.of(self.configuration.issuer)
        code = self._code(provider, told, kept)
        tokens = self._redeem(provider, code, kept)
        proof = self._read(provider, tokens, kept["nonce"], at)
        level = self._level(proof, kept["level"])
        known = self._with_userinfo(provider, tokens, proof)
        proven = datetime.fromtimestamp(proof.get("auth_time") or proof["iat"], UTC)
        reference = "oidc-" + hashlib.sha256(tokens.id_token.encode()).hexdigest()[:32]
        return claims.identity(
            known, self.configuration.words, level=level, assertion=reference, proven_at=min(proven, at)
        )

    def _code(self, provider: metadata.Metadata, told: Mapping[str, str], kept: Mapping[str, str]) -> str:
        if not secrets.compare_digest(told.get("state", "").encode(), kept["state"].encode()):
            raise NotProven("the answer belongs to another sign-in")
        if told.get("iss", "" if provider.names_itself else provider.issuer) != provider.issuer:
            raise NotProven("the answer comes from another provider")
        match told.get("error", ""):
            case "":
                pass
            case "access_denied":
                raise Declined("the person went back")
            case "unmet_authentication_requirements" | "interaction_required" if kept["level"]:
                raise TooWeak("the provider cannot confirm the level")
            case "temporarily_unavailable" | "server_error":
                raise Away("the provider says so itself")
            case error:
                logger.warning("the real-name service refused a sign-in: %s", _known_error(error))
                raise NotProven("the provider refused")
        if not told.get("code"):
            raise NotProven("the answer has no code")
        return told["code"]

    def _redeem(self, provider: metadata.Metadata, code: str, kept: Mapping[str, str]) -> _Tokens:
        """The tokens for this code; the provider gives them once."""
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": kept["back"],
            "code_verifier": kept["verifier"],
        }
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        who, ours = self.configuration.client, self.configuration
        if ours.key is not None:
            form |= {
                "client_id": who,
                "client_assertion_type": ASSERTION,
                "client_assertion": _assertion(ours.key, ours.key_id, who, provider.token_endpoint),
            }
        elif "client_secret_basic" in provider.methods:
            pair = f"{quote(who, safe='')}:{quote(ours.secret, safe='')}"
            headers["Authorization"] = "Basic " + base64.b64encode(pair.encode()).decode()
        else:
            form |= {"client_id": who, "client_secret": ours.secret}
        status, answer = wire.ask(provider.token_endpoint, body=urlencode(form).encode(), headers=headers)
        if status != OK:
            error = _known_error(str(answer.get("error", "")))
            if (
                error != "invalid_grant"
            ):  # that one is the person's: a code used up or too old; all others are the operator's
                logger.error("the real-name service gave no token: status %d, %s", status, error)
                raise Away(f"no token: {error}")
            raise NotProven("the code is used up, too old or not ours")
        if not isinstance(answer.get("id_token"), str):
            raise Away("its answer has no ID token")
        return _Tokens(answer["id_token"], str(answer.get("access_token", "")))

    def _read(self, provider: metadata.Metadata, tokens: _Tokens, nonce: str, at: datetime) -> dict[str, Any]:
        """What the ID token says, once everything about it is right."""
        try:
            wanted = jws.extract_compact(tokens.id_token.encode()).headers().get("kid", "")
            keys = metadata.keys(provider.jwks_uri, wanted=str(wanted))
            token = jwt.decode(tokens.id_token, keys, algorithms=list(provider.algorithms))
            proof = CodeIDToken(
                token.claims,
                token.header,
                {"iss": {"essential": True, "value": provider.issuer}, "aud": {"value": self.configuration.client}},
                {
                    "nonce": nonce,
                    "client_id": self.configuration.client,
                    "access_token": tokens.access_token,
                    "max_age": self.configuration.words.max_age,
                },
            )
            proof.validate(now=int(at.timestamp()), leeway=LEEWAY)
            age = at.timestamp() - float(proof["iat"])
            since = at.timestamp() - float(proof.get("auth_time") or proof["iat"])
        except (JoseError, ValueError, TypeError, KeyError) as error:
            logger.warning("the real-name service sent an ID token that proves nothing: %s", type(error).__name__)
            raise NotProven("the ID token is not as it must be") from error
        if not -LEEWAY <= age <= GOOD_FOR.total_seconds() or since < -LEEWAY:
            raise NotProven("the ID token is not of now")
        longest = self.configuration.words.max_age
        if longest and since > longest + LEEWAY:
            raise NotProven("the person proved who it is too long ago")
        return dict(proof)

    def _level(self, proof: Mapping[str, Any], asked: str) -> IdentityLevel:
        """How strongly the provider confirmed the person, by its own word alone."""
        level = self.configuration.words.levels.get(str(proof.get("acr", "")))
        if level is None:
            raise TooWeak("the provider names no level that we know")
        order = list(IdentityLevel)
        if asked and order.index(level) < order.index(IdentityLevel(asked)):
            raise TooWeak("the provider confirmed less than was asked for")
        return level

    def _with_userinfo(
        self, provider: metadata.Metadata, tokens: _Tokens, proof: Mapping[str, Any]
    ) -> Mapping[str, Any]:
        """The claims of the ID token, with those that the provider tells at its other address where some are missing."""
        if not (provider.userinfo_endpoint and tokens.access_token and claims.wanting(proof, self.configuration.words)):
            return proof
        status, told = wire.ask(provider.userinfo_endpoint, headers={"Authorization": f"Bearer {tokens.access_token}"})
        if status != OK:
            raise Away(f"no user information: status {status}")
        if told.get("sub") != proof["sub"]:
            raise NotProven("the user information is about somebody else")
        return {**told, **proof}


def _assertion(key: SigningKey, key_id: str, client: str, endpoint: str) -> str:
    """Our own proof, signed: good for one request (private_key_jwt)."""
    algorithm = {"RSA": "RS256", "EC": "ES256", "OKP": "EdDSA"}[key.key_type]
    made: str = private_key_jwt_sign(
        key, client_id=client, token_endpoint=endpoint, alg=algorithm, header={"kid": key_id} if key_id else None
    )
    return made


def _known_error(error: str) -> str:
    """A code of the protocol as it may stand in a log; anything else a provider writes may be about the person."""
    return error if error.replace("_", "").isalpha() and len(error) < 50 else "an error of its own"
