"""What may be chosen on the page of a new application at the counter, and which fields a region has no use for."""

from django.utils.translation import gettext as _

from qingbai.agencies import divisions
from qingbai.agencies.profile import RegionProfile
from qingbai.agencies.queries import OfficeCard
from qingbai.counter.walk_in.draft import AGENT, GUARDIAN, NOBODY, region_of
from qingbai.inquiries import delivery
from qingbai.inquiries.draft import Purpose, Relation
from qingbai.law.local import ASKING_PLACES, REASON_CLASSES, AskingPlace
from qingbai.law.terms import AskerClass, DocumentKind, Paper
from qingbai.pages import words
from qingbai.pages.fields import Choice
from qingbai.pages.language import english, in_ours
from qingbai.payments.terms import yuan

Choices = list[tuple[str, str]]


def choices_at(office: OfficeCard) -> dict[str, Choices]:
    """The choices of every field at an office, in the reader's language."""
    region = region_of(office)
    ours = 1 if english() else 0
    places = dict.fromkeys((*region.competence.citizens_at, AskingPlace.HOUSEHOLD, AskingPlace.RESIDENCE))
    return {
        "asker_class": [(one.value, words.asker(one)) for one in AskerClass],
        "place": [(one.value, ASKING_PLACES[one][ours]) for one in sorted(places, key=list(AskingPlace).index)],
        "papers": [(one.value, words.paper(one)) for one in papers_at(region)],
        "household": _provinces(office),
        "purpose": [(one.value, words.purpose(one)) for one in Purpose],
        "reason": [(one.kind.value, REASON_CLASSES[one.kind][ours]) for one in region.papers.reasons],
        "delivery": [(one.value, _way(one, region)) for one in delivery.offered(region)],
        "acting": [
            (NOBODY, _("The person alone")),
            (AGENT, _("An agent with written authority")),
            (GUARDIAN, _("A parent or guardian")),
        ],
        "acting_kind": [(one.value, words.document(one)) for one in DocumentKind],
        "acting_relation": [(one.value, words.relation(one)) for one in Relation],
        "acting_own_work": [("yes", _("Yes")), ("no", _("No"))],
    }


def _provinces(office: OfficeCard) -> Choices:
    here = f"{office.division[:2]}0000"
    return [(code, in_ours(divisions.bilingual(code))) for code in dict.fromkeys((here, *words.PROVINCES))]


def _way(way: delivery.Delivery, region: RegionProfile) -> str:
    cost = region.fees.posting_fen if way is delivery.Delivery.POST else 0
    return Choice(words.delivery(way), _("Postage ¥%(yuan)s") % {"yuan": yuan(cost)} if cost else "")


def papers_at(region: RegionProfile) -> tuple[Paper, ...]:
    """The papers that may be needed here besides the documents that the clerk names on this page."""
    rule = region.papers
    asked = {
        Paper.RESIDENCE_PERMIT: True,
        Paper.POWER_OF_ATTORNEY: True,
        Paper.GUARDIANSHIP_PROOF: True,
        Paper.REASONABLE_USE_PROOF: True,
        Paper.STAY_PROOF: True,
        Paper.COMMUNITY_LETTER: rule.community_stamp,
        Paper.RESIDENCE_REGISTRATION: rule.residence_registration,
        Paper.ENROLMENT_PROOF: AskingPlace.SCHOOL in region.competence.citizens_at,
        Paper.FORMER_HOUSEHOLD_PROOF: AskingPlace.FORMER_HOUSEHOLD in region.competence.citizens_at,
        Paper.NOTARISED_POWER_OF_ATTORNEY: rule.notarised_power_of_attorney,
        Paper.REASON_PROOF: rule.reason_proof or any(one.proof_zh for one in rule.reasons),
        Paper.PHOTO: rule.photo,
    }
    return tuple(one for one in Paper if asked.get(one))


def left_out(office: OfficeCard) -> frozenset[str]:
    """The fields that no class of applicants is asked at this office."""
    regions = [region_of(office), *(region_of(office).of(one) for one in AskerClass)]
    used = {
        "reason": any(one.papers.reasons for one in regions),
        "household": any(
            one.competence.locals_at_household_only or one.papers.minimum_residence_days is not None for one in regions
        ),
        "residence_since": any(one.papers.minimum_residence_days is not None for one in regions),
        "tied_from": any(one.period.limited_to_tie for one in regions),
        "tied_to": any(one.period.limited_to_tie for one in regions),
        "document_valid_from": any(one.period.limited_by_document for one in regions),
        "address": any(one.certificate.paper for one in regions),
    }
    return frozenset(name for name, wanted in used.items() if not wanted)
