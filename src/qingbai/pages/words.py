"""The law's terms as people read them, in the reader's language."""

from django.utils.translation import gettext as _

from qingbai.audit.actors import ActorKind
from qingbai.certificates.paper.countries import NAMES
from qingbai.inquiries.delivery import Delivery, SignedBy
from qingbai.inquiries.draft import PURPOSE_WORDS, Purpose, Relation
from qingbai.law.names import named
from qingbai.law.terms import AskerClass, DocumentKind, Paper, Sex
from qingbai.pages.language import english
from qingbai.payments.terms import FeeKind, ProviderKey
from qingbai.ratings.terms import About, Level
from qingbai.uploads.queries import AnyPaper

PROVINCES = tuple(
    f"{code}0000"
    for code in (*range(11, 16), *range(21, 24), *range(31, 38), *range(41, 47), *range(50, 55), *range(61, 66))
)
"""The provinces, by division code (省级行政区划)."""


def document(kind: DocumentKind) -> str:
    """A kind of identity document."""
    return {
        DocumentKind.RESIDENT_ID: _("Resident identity card"),
        DocumentKind.HOUSEHOLD_BOOK: _("Household register"),
        DocumentKind.HMT_RESIDENCE_PERMIT: _("Residence permit for Hong Kong, Macau and Taiwan residents"),
        DocumentKind.HK_MACAU_TRAVEL_PERMIT: _("Mainland travel permit for Hong Kong and Macau residents"),
        DocumentKind.TAIWAN_TRAVEL_PERMIT: _("Mainland travel permit for Taiwan residents"),
        DocumentKind.PASSPORT: _("Passport"),
        DocumentKind.FOREIGN_RESIDENT_CARD: _("Foreign permanent resident card"),
    }[kind]


def paper(value: AnyPaper) -> str:
    """A paper that comes with an application, a list or a request."""
    if not isinstance(value, Paper):
        said = named(value)[1 if english() else 0]
        return said[:1].upper() + said[1:]
    return {
        Paper.IDENTITY: _("Identity document"),
        Paper.APPLICATION_FORM: _("Application form"),
        Paper.RESIDENCE_PERMIT: _("Residence permit"),
        Paper.POWER_OF_ATTORNEY: _("Written authority for the agent"),
        Paper.AGENT_IDENTITY: _("Agent's identity document"),
        Paper.GUARDIANSHIP_PROOF: _("Proof of guardianship"),
        Paper.GUARDIAN_IDENTITY: _("Guardian's identity document"),
        Paper.REASONABLE_USE_PROOF: _("Proof of reasonable use"),
        Paper.EVIDENCE: _("Evidence for a review"),
        Paper.STAY_PROOF: _("Proof of 180 days' stay in China"),
        Paper.COMMUNITY_LETTER: _("Letter with the stamp of the residents' or villagers' committee"),
        Paper.RESIDENCE_REGISTRATION: _("Registration of residence"),
        Paper.ENROLMENT_PROOF: _("Proof of enrolment"),
        Paper.FORMER_HOUSEHOLD_PROOF: _("Proof that the household moved away"),
        Paper.NOTARISED_POWER_OF_ATTORNEY: _("Notarised power of attorney"),
        Paper.REASON_PROOF: _("Proof of the reason"),
        Paper.PHOTO: _("Recent bare-headed colour photograph"),
    }[value]


def asker(value: AskerClass) -> str:
    """Who asks."""
    return {
        AskerClass.CITIZEN: _("Chinese citizen"),
        AskerClass.HK_MACAU_TAIWAN: _("Resident of Hong Kong, Macau or Taiwan"),
        AskerClass.OVERSEAS_CHINESE: _("Chinese citizen settled abroad"),
        AskerClass.FOREIGNER: _("Foreigner"),
    }[value]


def sex(value: Sex | None) -> str:
    """Sex."""
    return {Sex.FEMALE: _("Female"), Sex.MALE: _("Male"), None: ""}[value]


def purpose(value: Purpose) -> str:
    """A purpose."""
    zh, en = PURPOSE_WORDS[value]
    return en if english() else zh


def actor(value: ActorKind) -> str:
    """Who acts."""
    return {
        ActorKind.OFFICER: _("Officer"),
        ActorKind.APPLICANT: _("Applicant"),
        ActorKind.SENDER: _("Sender"),
        ActorKind.VISITOR: _("Visitor"),
        ActorKind.SYSTEM: _("System"),
    }[value]


def country(code: str) -> str:
    """A nationality by its three letters, with its name where it has one."""
    if code not in NAMES:
        return code
    zh, en = NAMES[code]
    return f"{en} ({code})" if english() else f"{zh}（{code}）"


def delivery(value: Delivery) -> str:
    """How a paper is handed over."""
    return {
        Delivery.DOWNLOAD: _("Download"),
        Delivery.PICK_UP: _("Pick up at the office"),
        Delivery.POST: _("By post"),
    }[value]


def signed_by(value: SignedBy) -> str:
    """Who signs for a paper."""
    return {SignedBy.APPLICANT: _("The applicant"), SignedBy.AGENT: _("The agent")}[value]


def relation(value: Relation) -> str:
    """What an agent is to the principal."""
    return {
        Relation.SPOUSE: _("Husband or wife"),
        Relation.PARENT: _("Father or mother"),
        Relation.CHILD: _("Son or daughter"),
        Relation.SIBLING: _("Brother or sister"),
        Relation.GRANDPARENT: _("Grandparent"),
        Relation.GRANDCHILD: _("Grandchild"),
        Relation.OTHER: _("None of these"),
    }[value]


def fee(value: FeeKind) -> str:
    """What is charged for."""
    return {FeeKind.CERTIFICATE: _("Certificate"), FeeKind.POSTAGE: _("Postage")}[value]


def way_of_paying(value: ProviderKey | None) -> str:
    """Through whom it is paid; empty where it is not."""
    return {
        ProviderKey.WECHAT: _("WeChat Pay"),
        ProviderKey.ALIPAY: _("Alipay"),
        ProviderKey.CASH: _("Cash at the counter"),
        ProviderKey.FREE: _("Free of charge"),
        None: "",
    }[value]


def level(one: Level) -> str:
    """A level of satisfaction in words."""
    return {
        Level.VERY_SATISFIED: _("Very satisfied"),
        Level.SATISFIED: _("Satisfied"),
        Level.FAIRLY_SATISFIED: _("Fairly satisfied"),
        Level.DISSATISFIED: _("Dissatisfied"),
        Level.VERY_DISSATISFIED: _("Very dissatisfied"),
    }[one]


def rated(one: About) -> str:
    """What a rating is about."""
    return {
        About.SPEED: _("How quickly it was done"),
        About.GUIDANCE: _("Whether what was said before was right"),
        About.EASE: _("How easy it was"),
        About.PAGES: _("The pages of this site"),
        About.ATTITUDE: _("How people treated me"),
    }[one]
