"""信息库: what effective judgments say about persons and units, as the courts stated it and when it became known here.

Every row is evidence: added once, never changed (triggers refuse it). What happens later is a row of its own that
points to the earlier one. Two times run through the house: *valid* (the day on which something counts in law:
``effective_on``, ``on``) and *known* (the instant on which it was recorded: ``known_from``). Keys are random UUIDs, so
that a gap in a row of numbers tells nothing. Sealed records never come here; they live in ``sealing``.

Mandatory content after the 2012 Opinions, part 2(1) (REG-01): basic identity, prosecuting organ or private
prosecutor, court, judgment number, the date it became final, charges, punishment, state of execution. Columns and
constraints hold what one row can hold; the deferred triggers of the first migration hold that no conviction stands
without its identity, its charges and a state of execution when the transaction ends.
"""

import uuid
from collections.abc import Sequence

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import CheckConstraint, Index, Q, UniqueConstraint

from qingbai.agencies.terms import Authority
from qingbai.audit.actors import ActorKind
from qingbai.law.objections import LinkStatus
from qingbai.law.terms import (
    Disposition,
    DocumentKind,
    Instance,
    Outcome,
    PenaltyKind,
    Relation,
    Sex,
    SubjectKind,
    Treatment,
)
from qingbai.registers.terms import ChangeKind, ExecutionState, FoundWrong, NameKind, PaperKind, Prosecution

PARTIAL_DATE = r"^(\d{4}(-\d{2}(-\d{2})?)?)?$"
"""A date as far as a document gives it: empty, a year, a year and month, or a day."""


def _one_of(field: str, kinds: Sequence[str], name: str) -> CheckConstraint:
    values = [str(kind) for kind in kinds]
    return CheckConstraint(condition=Q(**{f"{field}__in": values}), name=name)


def _filled(name: str, *fields: str) -> CheckConstraint:
    condition = Q()
    for field in fields:
        condition &= ~Q(**{field: ""})
    return CheckConstraint(condition=condition, name=name)


class Evidence(models.Model):
    """A row that is added once: its random key, and the instant from which it was known here."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    known_from = models.DateTimeField()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return str(self.id)  # never a name: rows are printed in logs and tracebacks


class Penalty(models.Model):
    """One punishment (刑罚) in columns: the main penalty and what came with it; months and days, money in yuan."""

    kind = models.CharField(max_length=16)
    months = models.PositiveSmallIntegerField(null=True)
    days = models.PositiveSmallIntegerField(default=0)
    probation_months = models.PositiveSmallIntegerField(null=True)
    fine_yuan = models.DecimalField(max_digits=16, decimal_places=2, null=True)
    confiscation = models.CharField(max_length=4, blank=True)  # all | part
    political_rights = models.CharField(max_length=4, blank=True)  # "life" or months
    deportation = models.BooleanField(default=False)

    class Meta:
        abstract = True
        constraints = [
            CheckConstraint(condition=Q(kind__in=[str(k) for k in PenaltyKind]), name="%(class)s_kind_known"),
            CheckConstraint(condition=Q(confiscation__in=["", "all", "part"]), name="%(class)s_confiscation_known"),
            CheckConstraint(
                condition=Q(political_rights__regex=r"^(life|\d{1,3})?$"), name="%(class)s_political_rights"
            ),
        ]


class Subject(Evidence):
    """A person or unit on record (登记对象). Who that is, is what the documents assert about it."""

    kind = models.CharField(max_length=8)

    class Meta:
        constraints = [_one_of("kind", list(SubjectKind), "subject_kind_known")]


class Judgment(Evidence):
    """One document of a court (裁判文书) in which somebody who is not sealed was judged.

    ``text``, ``document_digest`` and ``stated`` (what the court stated about service and finality) stand only where nobody
    in the document is sealed. ``fingerprint`` is the same document under a key that only the intake process holds: it
    recognises a repetition and tells nothing else.
    ``holds_sealed`` is the mark 含犯罪记录封存信息 (SEAL-08), for registrars.
    """

    fingerprint = models.BinaryField(max_length=32, unique=True)
    court_name = models.CharField(max_length=80)
    court_code = models.CharField(max_length=16, blank=True)
    case_number = models.CharField(max_length=80)
    case_number_as_written = models.CharField(max_length=120)
    paper = models.CharField(max_length=12)
    instance = models.CharField(max_length=12)
    disposition = models.CharField(max_length=20)
    prosecution = models.CharField(max_length=8)
    prosecutor = models.CharField(max_length=200)
    pronounced_on = models.DateField()
    text = models.TextField(null=True)  # noqa: DJ001 -- absent is not the same as empty here
    document_digest = models.BinaryField(max_length=32, null=True)
    stated = models.JSONField(null=True)
    holds_sealed = models.BooleanField()
    confirmed_by = models.CharField(max_length=80)

    class Meta:
        indexes = [Index(fields=["case_number"], name="judgment_case_number")]
        constraints = [
            _filled(
                "judgment_mandatory_fields",
                "court_name",
                "case_number",
                "case_number_as_written",
                "prosecutor",
                "confirmed_by",
            ),
            _one_of("paper", list(PaperKind), "judgment_paper_known"),
            _one_of("instance", list(Instance), "judgment_instance_known"),
            _one_of("disposition", list(Disposition), "judgment_disposition_known"),
            _one_of("prosecution", list(Prosecution), "judgment_prosecution_known"),
            CheckConstraint(
                condition=Q(holds_sealed=False, text__isnull=False, document_digest__isnull=False)
                | Q(holds_sealed=True, text__isnull=True, document_digest__isnull=True, stated__isnull=True),
                name="judgment_text_only_where_nobody_is_sealed",
            ),
        ]


class Identity(Evidence):
    """What one document asserts about who a subject is (身份情况)."""

    subject = models.ForeignKey(Subject, models.PROTECT, related_name="identities")
    judgment = models.ForeignKey(Judgment, models.PROTECT, related_name="identities")
    sex = models.CharField(max_length=1, blank=True)
    born = models.CharField(max_length=10, blank=True)
    nationality = models.CharField(max_length=3)
    household = models.CharField(max_length=6, blank=True)
    household_as_written = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            UniqueConstraint(fields=["subject", "judgment"], name="identity_once_per_judgment"),
            _one_of("sex", ["", *Sex], "identity_sex_known"),
            CheckConstraint(condition=Q(born__regex=PARTIAL_DATE), name="identity_born_is_a_date"),
            CheckConstraint(condition=Q(nationality__regex=r"^[A-Z]{3}$"), name="identity_nationality_is_a_code"),
            CheckConstraint(condition=Q(household__regex=r"^(\d{6})?$"), name="identity_household_is_a_code"),
        ]


class Name(Evidence):
    """A name that one document gives a subject (姓名)."""

    subject = models.ForeignKey(Subject, models.PROTECT, related_name="names")
    judgment = models.ForeignKey(Judgment, models.PROTECT, related_name="names")
    kind = models.CharField(max_length=8)
    text = models.CharField(max_length=200)

    class Meta:
        constraints = [
            _filled("name_mandatory_fields", "text"),
            _one_of("kind", list(NameKind), "name_kind_known"),
        ]


class IdentityDocument(Evidence):
    """An identity document that one document of the court gives a subject (身份证件), its number as normalised."""

    subject = models.ForeignKey(Subject, models.PROTECT, related_name="documents")
    judgment = models.ForeignKey(Judgment, models.PROTECT, related_name="documents")
    kind = models.CharField(max_length=24)
    country = models.CharField(max_length=3)
    number = models.CharField(max_length=40)

    class Meta:
        constraints = [
            _filled("document_mandatory_fields", "number"),
            _one_of("kind", list(DocumentKind), "document_kind_known"),
            CheckConstraint(condition=Q(country__regex=r"^[A-Z]{3}$"), name="document_country_is_a_code"),
        ]


class SearchKey(Evidence):
    """A key under which a subject is filed (检索键, ``matching.finding``): whoever may be the same person shares one.

    ``series``: those in which the document gives the person a number for life. A namesake who is asked about with another
    number of such a series is somebody else and is passed over in the index, before anybody is compared.
    """

    subject = models.ForeignKey(Subject, models.PROTECT, related_name="keys")
    judgment = models.ForeignKey(Judgment, models.PROTECT, related_name="keys")
    key = models.CharField(max_length=220)
    series = ArrayField(models.CharField(max_length=40))

    class Meta:
        indexes = [Index(fields=["key"], include=["series", "known_from", "subject"], name="search_key")]
        constraints = [
            UniqueConstraint(fields=["subject", "judgment", "key"], name="search_key_once"),
            _filled("search_key_filled", "key"),
        ]


class Conviction(Evidence):
    """What the court found about one defendant (对一名被告人的裁判结果), whatever the outcome: ``outcome`` tells.

    ``effective_on`` is the day on which it took effect as known at entry; empty while the judgment is kept but is no
    record yet (REG-07…09). Later taking effect and annulment are rows of ``Change``, what later documents did to it rows of
    ``Ruling``. ``unsealed_by`` and its reason: who decided that the record is not sealed, where the law leaves that to a
    person. ``prohibitions``: what the court forbade (从业禁止、禁止令), kind, activity and months each; empty where its notice could not tell.
    ``authority`` and ``division``: the registry that keeps the record (登记机关, REG-02, 03) and alone may correct it.
    """

    subject = models.ForeignKey(Subject, models.PROTECT, related_name="convictions")
    judgment = models.ForeignKey(Judgment, models.PROTECT, related_name="convictions")
    position = models.PositiveSmallIntegerField()
    outcome = models.CharField(max_length=16)
    main_acts_before_18 = models.BooleanField(null=True)
    combined_with_earlier = models.BooleanField(default=False)
    prosecution_approval = models.CharField(max_length=120, blank=True)
    unsealed_by = models.CharField(max_length=80, blank=True)
    unsealed_reason = models.CharField(max_length=500, blank=True)
    effective_on = models.DateField(null=True)
    effect_ground = models.CharField(max_length=200)
    term_from = models.DateField(null=True)
    term_to = models.DateField(null=True)
    prohibitions = models.JSONField(null=True)
    authority = models.CharField(max_length=20, db_default=Authority.PUBLIC_SECURITY.value)
    division = models.CharField(max_length=6, blank=True, db_default="")

    class Meta:
        constraints = [
            _one_of("authority", list(Authority), "conviction_authority_known"),
            CheckConstraint(condition=Q(division__regex=r"^(\d{6})?$"), name="conviction_division_is_a_code"),
            UniqueConstraint(fields=["subject", "judgment"], name="conviction_once_per_judgment"),
            UniqueConstraint(fields=["judgment", "position"], name="conviction_position_once"),
            _one_of("outcome", list(Outcome), "conviction_outcome_known"),
            CheckConstraint(
                condition=Q(unsealed_by="", unsealed_reason="") | (~Q(unsealed_by="") & ~Q(unsealed_reason="")),
                name="conviction_unsealed_with_a_reason",
            ),
        ]


class Offence(Evidence):
    """When one crime was done (犯罪时间), from its first act to its last, each as precise as it is known."""

    conviction = models.ForeignKey(Conviction, models.PROTECT, related_name="offences")
    position = models.PositiveSmallIntegerField()
    began = models.CharField(max_length=10, blank=True)
    ended = models.CharField(max_length=10, blank=True)

    class Meta:
        constraints = [
            UniqueConstraint(fields=["conviction", "position"], name="offence_position_once"),
            CheckConstraint(
                condition=Q(began__regex=PARTIAL_DATE) & Q(ended__regex=PARTIAL_DATE), name="offence_dates"
            ),
        ]


class Sentence(Penalty, Evidence):
    """One crime and its punishment (罪名与刑罚), in the order of the verdict."""

    conviction = models.ForeignKey(Conviction, models.PROTECT, related_name="sentences")
    position = models.PositiveSmallIntegerField()
    charge = models.CharField(max_length=80)

    class Meta(Penalty.Meta):
        constraints = [
            *Penalty.Meta.constraints,
            UniqueConstraint(fields=["conviction", "position"], name="sentence_position_once"),
            _filled("sentence_mandatory_fields", "charge"),
        ]


class CombinedSentence(Penalty, Evidence):
    """The punishment to be executed for several crimes together (决定执行的刑罚), Criminal Law 69."""

    conviction = models.OneToOneField(Conviction, models.PROTECT, related_name="combined")

    class Meta(Penalty.Meta):
        pass


class Change(Evidence):
    """A later turn in what a conviction counts in law (效力变动): it took effect, or it was annulled."""

    conviction = models.ForeignKey(Conviction, models.PROTECT, related_name="changes")
    kind = models.CharField(max_length=12)
    on = models.DateField()
    ground = models.CharField(max_length=200)
    stated = models.JSONField(null=True)
    entered_by = models.CharField(max_length=80)

    class Meta:
        constraints = [
            UniqueConstraint(fields=["conviction", "kind"], name="change_once_per_kind"),
            _one_of("kind", list(ChangeKind), "change_kind_known"),
            _filled("change_mandatory_fields", "ground", "entered_by"),
        ]


class Execution(Evidence):
    """The state of execution (执行情况) from a day on, as a notice states it. The latest known row holds; none is changed."""

    conviction = models.ForeignKey(Conviction, models.PROTECT, related_name="executions")
    state = models.CharField(max_length=12)
    on = models.DateField()
    source = models.CharField(max_length=200)

    class Meta:
        constraints = [
            _one_of("state", list(ExecutionState), "execution_state_known"),
            _filled("execution_mandatory_fields", "source"),
        ]


class Ruling(Evidence):
    """What a later document of a court did to the verdict on one defendant in an earlier case (对原判的处理).

    It names the earlier case by number, and by court where known, so that it may come before that case's own document: ``law.standing``
    folds whatever is there. ``conviction``: the defendant's verdict in the later document itself, where it has one: the new
    one where it changed the earlier, the same restated where it upheld it. ``effective_on``: the day from which the ruling
    counts; a later row with the same content and a day completes one without.
    """

    judgment = models.ForeignKey(Judgment, models.PROTECT, related_name="rulings")
    name = models.CharField(max_length=200)
    relation = models.CharField(max_length=12)
    treatment = models.CharField(max_length=20)
    earlier_court = models.CharField(max_length=80, blank=True)
    earlier_case = models.CharField(max_length=80)
    conviction = models.ForeignKey(Conviction, models.PROTECT, related_name="rulings", null=True)
    effective_on = models.DateField(null=True)
    effect_ground = models.CharField(max_length=200)

    class Meta:
        indexes = [Index(fields=["earlier_case"], name="ruling_earlier_case")]
        constraints = [
            UniqueConstraint(
                fields=["judgment", "name", "earlier_case", "effective_on"], name="ruling_once", nulls_distinct=False
            ),
            _one_of("relation", list(Relation), "ruling_relation_known"),
            _one_of("treatment", list(Treatment), "ruling_treatment_known"),
            _filled("ruling_mandatory_fields", "name", "earlier_case", "effect_ground"),
        ]


class ExecutionNotice(Evidence):
    """How far a punishment is executed (执行情况), as a prison, a detention house, a justice bureau or a ruling on execution states it later.

    It names case and person, not a row of ours: the same notice holds for whichever verdict of the case stands.
    ``term_to``: the new end of the term where it was changed (减刑).
    """

    court = models.CharField(max_length=80, blank=True)
    case_number = models.CharField(max_length=80)
    name = models.CharField(max_length=200)
    state = models.CharField(max_length=12)
    on = models.DateField()
    term_to = models.DateField(null=True)
    source = models.CharField(max_length=200)
    entered_by = models.CharField(max_length=80)

    class Meta:
        indexes = [Index(fields=["case_number"], name="execution_notice_case")]
        constraints = [
            UniqueConstraint(fields=["case_number", "name", "state", "on", "source"], name="execution_notice_once"),
            _one_of("state", list(ExecutionState), "execution_notice_state_known"),
            _filled("execution_notice_mandatory_fields", "case_number", "name", "source", "entered_by"),
        ]


class Reassignment(Evidence):
    """A verdict moved to whom it really concerns (裁定更正身份, 刑诉法解释 473, REG-16): the court's ruling found another's name used.

    The latest ruling holds. Whoever it was taken from keeps no verdict of it, and the history stays.
    """

    conviction = models.ForeignKey(Conviction, models.PROTECT, related_name="reassignments")
    subject = models.ForeignKey(Subject, models.PROTECT, related_name="reassigned")
    judgment = models.ForeignKey(Judgment, models.PROTECT, related_name="reassignments")
    ground = models.CharField(max_length=200)
    entered_by = models.CharField(max_length=80)

    class Meta:
        constraints = [
            UniqueConstraint(fields=["conviction", "judgment"], name="reassignment_once"),
            _filled("reassignment_mandatory_fields", "ground", "entered_by"),
        ]


class DisputedLink(Evidence):
    """The link between a person and a verdict that somebody says is not his or hers (有争议的人案关联), an object of its own.

    ``person``: the keyed fingerprint under which that person stands in the ledger. What became of the link is a fold over its acts
    (``disputes``); the verdict itself stays where it is, and whoever really committed the crime stays findable.
    """

    person = models.CharField(max_length=64)
    conviction = models.ForeignKey(Conviction, models.PROTECT, related_name="disputed_links")

    class Meta:
        indexes = [Index(fields=["person"], name="disputed_link_person")]
        constraints = [
            UniqueConstraint(fields=["person", "conviction"], name="disputed_link_once"),
            _filled("disputed_link_mandatory_fields", "person"),
        ]


class LinkAct(Evidence):
    """One act on a disputed link (异议、认定): what it is from ``known_from`` on, by whom, in which case, on what evidence.

    ``conviction`` again, so that a verdict that must be sealed takes these rows with it when it leaves the register.
    """

    link = models.ForeignKey(DisputedLink, models.PROTECT, related_name="acts")
    conviction = models.ForeignKey(Conviction, models.PROTECT, related_name="link_acts")
    position = models.PositiveSmallIntegerField()
    status = models.CharField(max_length=12)
    case = models.CharField(max_length=40)
    evidence = ArrayField(models.CharField(max_length=80), default=list)
    reason = models.CharField(max_length=500)
    by_kind = models.CharField(max_length=12)
    by_id = models.CharField(max_length=80)
    by_office = models.CharField(max_length=40, blank=True)

    class Meta:
        constraints = [
            UniqueConstraint(fields=["link", "position"], name="link_act_position_once"),
            _one_of("status", list(LinkStatus), "link_act_status_known"),
            _one_of("by_kind", list(ActorKind), "link_act_actor_known"),
            _filled("link_act_mandatory_fields", "case", "reason", "by_id"),
        ]


class ProposedLink(Evidence):
    """What a draft of a review's opinion would decide about a link (拟认定): ``draft`` is the place of the draft among the acts of ``case``.

    ``wrong``: the entry is this person's and says something wrong about them, which its registry is told.
    """

    conviction = models.ForeignKey(Conviction, models.PROTECT, related_name="proposed_links")
    case = models.CharField(max_length=40)
    draft = models.PositiveSmallIntegerField()
    same = models.BooleanField()
    wrong = models.BooleanField(default=False)

    class Meta:
        constraints = [
            UniqueConstraint(fields=["case", "draft", "conviction"], name="proposed_link_once"),
            _filled("proposed_link_mandatory_fields", "case"),
        ]


class WrongEntry(Evidence):
    """An entry that a review found wrong, for the registry that keeps it (复查认定登记有误). ``case``: the review; ``reason``: what it says.

    ``conviction`` None: the review found that something about the person is wrong or missing, and points to no entry. One that points to an
    entry leaves the register with it.
    """

    conviction = models.ForeignKey(Conviction, models.PROTECT, related_name="found_wrong", null=True)
    case = models.CharField(max_length=40)
    what = models.CharField(max_length=20)
    reason = models.CharField(max_length=1000, blank=True)
    by_kind = models.CharField(max_length=12)
    by_id = models.CharField(max_length=80)
    by_office = models.CharField(max_length=40, blank=True)

    class Meta:
        constraints = [
            UniqueConstraint(fields=["case", "conviction"], name="wrong_entry_once", nulls_distinct=False),
            _one_of("what", list(FoundWrong), "wrong_entry_kind_known"),
            _one_of("by_kind", list(ActorKind), "wrong_entry_actor_known"),
            _filled("wrong_entry_mandatory_fields", "case", "by_id"),
        ]


class WrongEntryAnswer(Evidence):
    """What the registry did about an entry found wrong (登记机关办理情况): corrected, or why not. Of one without an entry, only that it was dealt with."""

    wrong = models.OneToOneField(WrongEntry, models.PROTECT, related_name="answer")
    conviction = models.ForeignKey(Conviction, models.PROTECT, related_name="wrong_answers", null=True)
    corrected = models.BooleanField(null=True)
    reason = models.CharField(max_length=500, blank=True)
    by_kind = models.CharField(max_length=12)
    by_id = models.CharField(max_length=80)
    by_office = models.CharField(max_length=40, blank=True)

    class Meta:
        constraints = [
            _one_of("by_kind", list(ActorKind), "wrong_entry_answer_actor_known"),
            _filled("wrong_entry_answer_mandatory_fields", "by_id"),
            CheckConstraint(
                condition=Q(conviction__isnull=False) | Q(corrected__isnull=True, reason=""),
                name="wrong_entry_answer_says_nothing_without_an_entry",
            ),
        ]
