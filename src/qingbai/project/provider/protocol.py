"""The protocol (协议): Authlib's authorization server with one client, and codes and tokens in memory."""

import hmac
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from authlib.integrations.django_oauth2 import AuthorizationServer
from authlib.oauth2.rfc6749 import ClientMixin, InvalidRequestError
from authlib.oauth2.rfc6749.grants import AuthorizationCodeGrant
from authlib.oauth2.rfc7636 import CodeChallenge
from authlib.oidc.core import AuthorizationCodeMixin
from authlib.oidc.core.grants import OpenIDCode
from joserfc.jwk import ECKey, KeySet

from qingbai import clock
from qingbai.law.local import IdentityLevel
from qingbai.portal.demonstration import person
from qingbai.project.provider.persons import ACR, AMR, claims
from qingbai.project.provider.setting import known

GOOD_FOR = timedelta(minutes=2)
TOKEN_FOR = timedelta(minutes=5)
MOST = 1000
ALGORITHM = "ES256"


class Client(ClientMixin):
    """The one client: the site beside which the service runs."""

    def get_client_id(self) -> str:
        return known().client

    def get_default_redirect_uri(self) -> str:
        return ""

    def get_allowed_scope(self, scope: Any) -> str:
        return " ".join(one for one in str(scope or "").split() if one in {"openid", "profile", "identity"})

    def check_redirect_uri(self, redirect_uri: str) -> bool:
        return redirect_uri in known().returns

    def check_client_secret(self, client_secret: str) -> bool:
        return hmac.compare_digest(client_secret.encode(), known().secret.encode())

    def check_endpoint_auth_method(self, method: str, endpoint: str) -> bool:  # noqa: ARG002
        return method in {"client_secret_basic", "client_secret_post"}

    def check_response_type(self, response_type: str) -> bool:
        return response_type == "code"

    def check_grant_type(self, grant_type: str) -> bool:
        return grant_type == "authorization_code"


@dataclass(frozen=True, slots=True, kw_only=True)
class Code(AuthorizationCodeMixin):
    """A code, good for one exchange within two minutes."""

    code: str
    redirect_uri: str
    scope: str
    nonce: str
    code_challenge: str
    code_challenge_method: str
    person: str
    level: IdentityLevel
    at: datetime

    def get_redirect_uri(self) -> str:
        return self.redirect_uri

    def get_scope(self) -> str:
        return self.scope

    def get_nonce(self) -> str:
        return self.nonce

    def get_auth_time(self) -> int:
        return int(self.at.timestamp())

    def get_acr(self) -> str:
        return ACR[self.level]

    def get_amr(self) -> list[str]:
        return AMR[self.level]


class Drawer:
    """What was given out and not yet taken: each thing once, and only while it is fresh."""

    def __init__(self, good_for: timedelta) -> None:
        self.good_for, self.lock = good_for, threading.Lock()
        self.things: dict[str, tuple[datetime, Any]] = {}

    def put(self, key: str, thing: Any) -> None:
        """Keep it; the oldest goes when there are too many."""
        with self.lock:
            while len(self.things) >= MOST:
                del self.things[next(iter(self.things))]
            self.things[key] = (clock.now(), thing)

    def take(self, key: str, *, again: bool = False) -> Any:
        """Take it out, or with ``again`` only look; ``None`` where it is not, or not any more."""
        with self.lock:
            since, thing = (self.things.get(key) if again else self.things.pop(key, None)) or (None, None)
        return thing if since is not None and since <= clock.now() <= since + self.good_for else None


CODES, TOKENS = Drawer(GOOD_FOR), Drawer(TOKEN_FOR)


class CodeGrant(AuthorizationCodeGrant):
    """Codes of ours; whoever takes one must prove to be the client."""

    TOKEN_ENDPOINT_AUTH_METHODS = ["client_secret_basic", "client_secret_post"]  # noqa: RUF012

    def save_authorization_code(self, code: str, request: Any) -> None:
        """Keep what the token will say."""
        told, chosen = request.payload.data, request.user
        made = Code(
            code=code,
            redirect_uri=told["redirect_uri"],
            scope=request.scope,
            nonce=told.get("nonce", ""),
            code_challenge=told["code_challenge"],
            code_challenge_method=told["code_challenge_method"],
            person=chosen["key"],
            level=chosen["level"],
            at=clock.now(),
        )
        CODES.put(code, made)

    def query_authorization_code(self, code: str, client: Any) -> Code | None:  # noqa: ARG002
        """The code, used up by asking: a second exchange, or one with a wrong verifier, ends it."""
        found: Code | None = CODES.take(code)
        return found

    def delete_authorization_code(self, authorization_code: Code) -> None:
        """It is gone already."""

    def authenticate_user(self, authorization_code: Code) -> dict[str, Any] | None:
        """Whom the code is about."""
        return person(authorization_code.person)


class Challenge(CodeChallenge):
    """PKCE for everybody, by S256 alone."""

    SUPPORTED_CODE_CHALLENGE_METHOD = ["S256"]  # noqa: RUF012

    def validate_code_challenge(self, grant: Any, redirect_uri: str) -> None:
        """Refuse a request without a challenge."""
        told = grant.request.payload.data
        if not told.get("code_challenge") or told.get("code_challenge_method") != "S256":
            raise InvalidRequestError("PKCE with S256 is needed: send code_challenge and code_challenge_method.")
        super().validate_code_challenge(grant, redirect_uri)


class Tokens(OpenIDCode):
    """Signed ID tokens about invented persons."""

    def exists_nonce(self, nonce: str, request: Any) -> bool:  # noqa: ARG002
        """Nonces are the client's to remember."""
        return False

    def resolve_client_private_key(self, client: Client) -> ECKey:  # noqa: ARG002
        return key()

    def get_client_algorithm(self, client: Client) -> str:  # noqa: ARG002
        return ALGORITHM

    def get_encode_header(self, client: Client) -> dict[str, Any]:  # noqa: ARG002
        return {"alg": ALGORITHM, "kid": key().kid}

    def get_client_claims(self, client: Client) -> dict[str, Any]:
        now = clock.now()
        return {
            "iss": known().issuer,
            "aud": [client.get_client_id()],
            "iat": int(now.timestamp()),
            "exp": int((now + TOKEN_FOR).timestamp()),
        }

    def generate_user_info(self, user: dict[str, Any], scope: str) -> Any:
        """All of it for who asks for the identity, otherwise who it is alone."""
        return claims(user) if "identity" in scope.split() else {"sub": user["key"]}


class Server(AuthorizationServer):
    """One client; tokens are kept for the user information."""

    def __init__(self) -> None:
        super().__init__(None, None)

    def query_client(self, client_id: str) -> Any:
        return Client() if client_id == known().client else None

    def save_token(self, token: Mapping[str, Any], request: Any) -> None:
        TOKENS.put(token["access_token"], (request.user["key"], token.get("scope", "")))


@cache
def server() -> Any:
    """The server of this process."""
    made = Server()
    made.register_grant(CodeGrant, [Tokens(require_nonce=True), Challenge(required=True)])
    return made


@cache
def key() -> ECKey:
    """The key that signs ID tokens; made once for an installation."""
    made: ECKey = known().key()
    return made


def public_keys() -> Any:
    """What anyone may have to check a token."""
    return KeySet([key()]).as_dict(private=False, use="sig", alg=ALGORITHM)


def metadata(address: Callable[[str], str]) -> dict[str, Any]:
    """The discovery document; ``address`` turns the name of a route into its whole address."""
    return {
        "issuer": known().issuer,
        "authorization_endpoint": address("provider-authorize"),
        "token_endpoint": address("provider-token"),
        "userinfo_endpoint": address("provider-userinfo"),
        "jwks_uri": address("provider-keys"),
        "scopes_supported": ["openid", "profile", "identity"],
        "response_types_supported": ["code"],
        "response_modes_supported": ["query"],
        "grant_types_supported": ["authorization_code"],
        "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": [ALGORITHM],
        "token_endpoint_auth_methods_supported": ["client_secret_basic", "client_secret_post"],
        "code_challenge_methods_supported": ["S256"],
        "acr_values_supported": list(ACR.values()),
        "claims_parameter_supported": True,
        "authorization_response_iss_parameter_supported": True,
        "ui_locales_supported": ["zh-CN", "en"],
    }
