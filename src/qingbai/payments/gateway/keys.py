"""The keys of the gateway and of its one merchant, made when it starts, and the settings by which the site finds it."""

import secrets
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

MERCHANT, WECHAT_APP, ALIPAY_APP, SELLER = "1900000001", "wx0000000000000001", "2021000000000001", "2088000000000001"
SERIAL, PLATFORM_SERIAL = "00DE3050DE3050DE", "PUB_KEY_ID_00000000000001"


@dataclass(frozen=True)
class Keys:
    """The merchant's key, the provider's key, and the secret that they share."""

    merchant: rsa.RSAPrivateKey
    platform: rsa.RSAPrivateKey
    secret: bytes


def make() -> Keys:
    """New keys."""

    def key() -> rsa.RSAPrivateKey:
        return rsa.generate_private_key(public_exponent=65537, key_size=2048)

    return Keys(merchant=key(), platform=key(), secret=secrets.token_hex(16).encode())


def settings(keys: Keys, folder: Path, gateway: str) -> dict[str, str]:
    """Write what the merchant must have into a folder; the settings of both accounts that name it."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    files = {
        "merchant.pem": keys.merchant.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        ),
        "platform.pem": keys.platform.public_key().public_bytes(
            serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
        ),
        "apiv3-key": keys.secret,
    }
    for name, data in files.items():
        path = folder / name
        path.unlink(missing_ok=True)
        path.touch(mode=0o600)
        path.write_bytes(data)
    return {
        "QINGBAI_WECHAT_MCHID": MERCHANT,
        "QINGBAI_WECHAT_APPID": WECHAT_APP,
        "QINGBAI_WECHAT_SERIAL": SERIAL,
        "QINGBAI_WECHAT_KEY": str(folder / "merchant.pem"),
        "QINGBAI_WECHAT_APIV3_KEY": str(folder / "apiv3-key"),
        "QINGBAI_WECHAT_PLATFORM_KEY": str(folder / "platform.pem"),
        "QINGBAI_WECHAT_PLATFORM_SERIAL": PLATFORM_SERIAL,
        "QINGBAI_WECHAT_GATEWAY": gateway,
        "QINGBAI_ALIPAY_APPID": ALIPAY_APP,
        "QINGBAI_ALIPAY_SELLER": SELLER,
        "QINGBAI_ALIPAY_KEY": str(folder / "merchant.pem"),
        "QINGBAI_ALIPAY_PLATFORM_KEY": str(folder / "platform.pem"),
        "QINGBAI_ALIPAY_GATEWAY": f"{gateway}/gateway.do",
    }
