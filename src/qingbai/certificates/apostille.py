"""The data sheet for an apostille (附加证明书信息单): what whoever apostilles, legalises or notarises a certificate must copy from it.

The ten items of the Convention's model (APO-04): four follow from the certificate, six are the apostille authority's own. Beside them
native name, romanised name and document number side by side, so that nobody abroad has to guess that they belong together, and
the digest of the very file. Pure.
"""

from datetime import date

from qingbai.certificates.claim import Bilingual, Claim
from qingbai.certificates.letters import Fact, Letter, LetterKind, Table
from qingbai.certificates.paper import wording
from qingbai.certificates.paper.countries import NAMES
from qingbai.law.abroad import FROM_THE_DOCUMENT, Item, Way, way_abroad
from qingbai.law.terms import Answer, AnswerPaper, Finding
from qingbai.law.wording import wording as sentence

CHECKED_AT = "consular.mfa.gov.cn/VERIFY"  # apostilles of China, APO-02
CERTIFICATE = Bilingual(zh="所涉证明编号", en="Certificate")
DESTINATION = Bilingual(zh="使用国家或地区", en="To be used in")
NAMED: dict[Item, Bilingual] = {
    Item.COUNTRY: Bilingual(zh="1. 国家", en="Country"),
    Item.SIGNED_BY: Bilingual(zh="2. 签署人", en="Has been signed by"),
    Item.CAPACITY: Bilingual(zh="3. 签署人身份", en="Acting in the capacity of"),
    Item.SEAL_OF: Bilingual(zh="4. 印鉴", en="Bears the seal of"),
    Item.AT: Bilingual(zh="5. 签发地点", en="Certified at"),
    Item.ON: Bilingual(zh="6. 签发日期", en="The"),
    Item.BY: Bilingual(zh="7. 签发机关", en="By"),
    Item.NUMBER: Bilingual(zh="8. 附加证明书编号", en="No."),
    Item.STAMP: Bilingual(zh="9. 签发机关印章", en="Seal or stamp"),
    Item.SIGNATURE: Bilingual(zh="10. 签字", en="Signature"),
}
COLUMNS = (
    Bilingual(zh="项目", en="Item"),
    Bilingual(zh="本证明所载", en="As the certificate gives it"),
    Bilingual(zh="项目", en="Item"),
    Bilingual(zh="由签发机关填写", en="For the authority to fill in"),
)
EMPTY = Bilingual(zh="")
NONE = Bilingual(zh="（无）", en="(none)")


class NoCertificate(ValueError):
    """Only a certificate of no criminal record is taken abroad, and only abroad: nothing else has such a sheet."""


def sheet(claim: Claim, *, country: str, seal: str, sha256: str, on: date) -> Letter:
    """The sheet for a numbered certificate to be used in ``country`` (ISO 3166 letters), without number and code of its own.

    ``seal`` is the name in the certificate's seal (empty: the organ's own), ``sha256`` the hexadecimal digest of its file. Raises ``NoCertificate``.
    """
    if claim.kind is not AnswerPaper.CERTIFICATE or not claim.number:
        raise NoCertificate(claim.number)
    needed = way_abroad(country, on)
    if needed.answer is Answer.NO:
        raise NoCertificate(claim.number)
    return Letter(
        kind=LetterKind.APOSTILLE_SHEET,
        office_id=claim.office_id,
        office=claim.office,
        organ=claim.organ,
        application_number=claim.application_number,
        issued_on=on,
        addressee=Bilingual(
            zh="附加证明书、领事认证、公证办理机构", en="The authority that apostilles, legalises or notarises"
        ),
        facts=(
            *_person(claim),
            Fact(Bilingual(zh="开具日期", en="Issued on"), wording.day(claim.issued_on)),
            Fact(DESTINATION, destination(country)),
            Fact(CERTIFICATE, Bilingual(zh=claim.number)),
        ),
        table=Table(columns=COLUMNS, rows=_ten(claim, seal)),
        notes=(
            *(Bilingual(zh=told.zh, en=told.en) for told in map(sentence, needed.because)),
            _checked_by(claim.code, sha256),
        ),
    )


def _checked_by(code: str, sha256: str) -> Bilingual:
    return Bilingual(
        zh=f"所涉证明的核验码：{code}；电子文件的 SHA-256：{sha256}。",
        en=f"Code for checking the certificate: {code}; SHA-256 of its file: {sha256}.",
    )


def way(country: str, on: date) -> Finding[Way]:
    """What the certificate needs there: ``law.abroad``."""
    return way_abroad(country, on)


def destination(country: str) -> Bilingual:
    """The name of a country or place; its letters where it has none here."""
    zh, en = NAMES.get(country, (country, ""))
    return Bilingual(zh=zh, en=en)


def certificate_of(letter: Letter) -> str:
    """The number of the certificate that a sheet is about, with which it stands and falls; empty for any other letter."""
    if letter.kind is not LetterKind.APOSTILLE_SHEET:
        return ""
    return next((fact.value.zh for fact in letter.facts if fact.label == CERTIFICATE), "")


def is_about(letter: Letter, *, number: str, country: str = "") -> bool:
    """Whether a letter is a sheet for the certificate with this number, and for this country where one is given."""
    said = {fact.label: fact.value for fact in letter.facts}
    return (
        letter.kind is LetterKind.APOSTILLE_SHEET
        and said.get(CERTIFICATE) == Bilingual(zh=number)
        and (not country or said.get(DESTINATION) == destination(country))
    )


def _ten(claim: Claim, seal: str) -> tuple[tuple[Bilingual, ...], ...]:
    """The four items that the certificate gives, each beside one that is the authority's own; then the last two, which are."""
    given = {
        Item.COUNTRY: Bilingual(zh="中华人民共和国", en="People’s Republic of China"),
        Item.SIGNED_BY: Bilingual(zh=f"{claim.organ.zh}（电子签名）", en=f"{claim.organ.en} (electronic signature)"),
        Item.CAPACITY: Bilingual(zh="出具机关", en="Issuing authority"),
        Item.SEAL_OF: Bilingual(zh=f"{claim.organ.zh}{seal}", en=claim.organ.en),
    }
    own = [item for item in Item if item not in FROM_THE_DOCUMENT]
    beside = zip(FROM_THE_DOCUMENT, own[:4], strict=True)
    rows = [(NAMED[item], given[item], NAMED[theirs], EMPTY) for item, theirs in beside]
    return (*rows, (NAMED[own[4]], EMPTY, NAMED[own[5]], EMPTY))


def _person(claim: Claim) -> tuple[Fact, ...]:
    holder = claim.holder
    kind = wording.DOCUMENTS[holder.document]
    return (
        Fact(Bilingual(zh="原文姓名", en="Native name"), Bilingual(zh=holder.native) if holder.native else NONE),
        Fact(
            Bilingual(zh="拉丁字母姓名", en="Name in Latin letters"),
            Bilingual(zh=holder.latin) if holder.latin else NONE,
        ),
        Fact(Bilingual(zh=f"{kind.zh}号码", en=f"{kind.en} No."), Bilingual(zh=holder.document_number)),
        Fact(Bilingual(zh="出生日期", en="Date of birth"), wording.day(holder.born_on)),
    )
