"""封存: the vault. Records that the law seals (Criminal Procedure Law 286), in a database of their own.

Nothing here is shared with the register: no key, identifier, sequence, index or connection. What a row says stands in
``box``, encrypted under the vault's key (``sealing.boxes``); beside it stand only keyed fingerprints, by which the same
document, person or message is recognised again, and the rules on which it was sealed. Rows are added, never changed.
"""

import uuid
from enum import StrEnum

from django.db import models
from django.db.models import CheckConstraint, Index, Q, UniqueConstraint

from qingbai.sealing.terms import OpeningStep, SealedPaperKind


def _one_of(field: str, kinds: type[StrEnum], name: str) -> CheckConstraint:
    return CheckConstraint(condition=Q(**{f"{field}__in": [str(kind) for kind in kinds]}), name=name)


class Sealed(models.Model):
    """A row of the vault: its random key, and the instant from which it was known here."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    known_from = models.DateTimeField()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return str(self.id)


class SealedSubject(Sealed):
    """A sealed person or unit: ``box`` holds names, identity documents and what else the document says about who it is."""

    box = models.BinaryField()


class SealedIdentityKey(Sealed):
    """A keyed fingerprint of one identity number or name with birth date, so that the few who may ask (SEAL-13) can find the person."""

    subject = models.ForeignKey(SealedSubject, models.PROTECT, related_name="keys")
    fingerprint = models.BinaryField(max_length=32)

    class Meta:
        indexes = [Index(fields=["fingerprint"], name="sealed_identity_fingerprint")]
        constraints = [UniqueConstraint(fields=["subject", "fingerprint"], name="sealed_identity_key_once")]


class SealedJudgment(Sealed):
    """One document that judges somebody sealed: ``box`` holds its whole text and heading, whoever else it judges.

    ``case``: the fingerprint of court, case number, kind of document and date, under which only one text may stand.
    """

    fingerprint = models.BinaryField(max_length=32, unique=True)
    case = models.BinaryField(max_length=32, unique=True)
    box = models.BinaryField()


class SealedConviction(Sealed):
    """What the court found about one sealed defendant: outcome, sentences, dates in ``box``; ``rules`` on which it was sealed."""

    fingerprint = models.BinaryField(max_length=32, unique=True)
    subject = models.ForeignKey(SealedSubject, models.PROTECT, related_name="convictions")
    judgment = models.ForeignKey(SealedJudgment, models.PROTECT, related_name="convictions")
    rules = models.CharField(max_length=200)
    box = models.BinaryField()

    class Meta:
        constraints = [CheckConstraint(condition=~Q(rules=""), name="sealed_conviction_names_its_rule")]


class SealedChange(Sealed):
    """A later turn in what a sealed conviction counts in law: taking effect, annulment; day and ground in ``box``."""

    fingerprint = models.BinaryField(max_length=32, unique=True)
    conviction = models.ForeignKey(SealedConviction, models.PROTECT, related_name="changes")
    box = models.BinaryField()


class SealedCaseKey(Sealed):
    """Under which case and name a sealed verdict is found again: a keyed fingerprint of the case number and the defendant's name in it."""

    conviction = models.ForeignKey(SealedConviction, models.PROTECT, related_name="cases")
    fingerprint = models.BinaryField(max_length=32)

    class Meta:
        indexes = [Index(fields=["fingerprint"], name="sealed_case_fingerprint")]
        constraints = [UniqueConstraint(fields=["conviction", "fingerprint"], name="sealed_case_key_once")]


class SealedStatement(Sealed):
    """What a later document or notice states about a sealed verdict: a ruling on it, or how far it is executed, in ``box``.

    ``case``: the fingerprint of the case number and name that it concerns, as in ``SealedCaseKey``. ``judgment``: the later
    document, for a ruling.
    """

    RULING, EXECUTION = "ruling", "execution"

    fingerprint = models.BinaryField(max_length=32, unique=True)
    case = models.BinaryField(max_length=32)
    kind = models.CharField(max_length=12)
    judgment = models.ForeignKey(SealedJudgment, models.PROTECT, related_name="statements", null=True)
    box = models.BinaryField()

    class Meta:
        indexes = [Index(fields=["case"], name="sealed_statement_case")]
        constraints = [CheckConstraint(condition=Q(kind__in=["ruling", "execution"]), name="sealed_statement_kind")]


class SealedPaper(Sealed):
    """Another paper that is sealed from the day it comes in and never was in the register (其他封存材料): a decision not to prosecute a minor,
    a public-order penalty. ``box`` holds what it says, ``rules`` on what it is sealed."""

    fingerprint = models.BinaryField(max_length=32, unique=True)
    subject = models.ForeignKey(SealedSubject, models.PROTECT, related_name="papers")
    kind = models.CharField(max_length=20)
    rules = models.CharField(max_length=200)
    box = models.BinaryField()

    class Meta:
        constraints = [
            _one_of("kind", SealedPaperKind, "sealed_paper_kind_known"),
            CheckConstraint(condition=~Q(rules=""), name="sealed_paper_names_its_rule"),
        ]


class SealingOrder(Sealed):
    """A court's notice to seal a person's record in a case (犯罪记录封存通知书). It holds for the judgment that comes after it, too.

    ``case``: the keyed fingerprint of court and case number; ``box``: the same in words, the person, and on what notice.
    """

    fingerprint = models.BinaryField(max_length=32, unique=True)
    case = models.BinaryField(max_length=32)
    box = models.BinaryField()

    class Meta:
        indexes = [Index(fields=["case"], name="sealing_order_case")]


class SealLifted(Sealed):
    """The seal of a conviction was lifted (解除封存): on which condition, from which day and by whom stands in ``box``."""

    conviction = models.ForeignKey(SealedConviction, models.PROTECT, related_name="lifted")
    box = models.BinaryField()

    class Meta:
        constraints = [UniqueConstraint(fields=["conviction"], name="seal_lifted_once")]


class Move(Sealed):
    """A record on its way between register and vault (移交). Two databases share no transaction: what began here and has no end is done again.

    ``into_vault``: sealed here first, then taken out of the register; otherwise entered there first, then lifted here.
    """

    into_vault = models.BooleanField()
    box = models.BinaryField()


class MoveDone(Sealed):
    """The end of a move: both databases have it."""

    move = models.OneToOneField(Move, models.PROTECT, related_name="done")


class OpeningRequest(Sealed):
    """A written request to look at what may be sealed (查询封存信息申请): who asks, about whom, for which case, why, on what law, how much.

    ``number``: the request's own, random. Whether anything is sealed about the person plays no part until somebody may look.
    """

    number = models.CharField(max_length=24, unique=True)
    office = models.CharField(max_length=40)
    box = models.BinaryField()

    class Meta:
        indexes = [Index(fields=["office", "known_from"], name="opening_request_office")]


class OpeningAct(Sealed):
    """One act on a request, in order (``sealing.acts``). The request's state is a fold over them. ``box``: reasons and facts."""

    request = models.ForeignKey(OpeningRequest, models.PROTECT, related_name="acts")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=12)
    by_kind = models.CharField(max_length=12)
    by_id = models.CharField(max_length=80)
    by_office = models.CharField(max_length=40, blank=True)
    box = models.BinaryField()

    class Meta:
        constraints = [
            UniqueConstraint(fields=["request", "position"], name="opening_act_position_once"),
            _one_of("kind", OpeningStep, "opening_act_known"),
        ]


class UnsealingProposal(Sealed):
    """An officer's proposal to lift the seal of a verdict (提请解除封存): on which condition, from which day and why stands in ``box``."""

    conviction = models.ForeignKey(SealedConviction, models.PROTECT, related_name="proposals")
    number = models.CharField(max_length=24, unique=True)
    by_id = models.CharField(max_length=80)
    office = models.CharField(max_length=40)
    box = models.BinaryField()


class UnsealingDecision(Sealed):
    """Another officer's decision on it (决定)."""

    proposal = models.OneToOneField(UnsealingProposal, models.PROTECT, related_name="decision")
    agreed = models.BooleanField()
    by_id = models.CharField(max_length=80)
    box = models.BinaryField()


class Message(Sealed):
    """A notice that came in and was found right (收件登记), sealed or not: sender with message number, body, document and the
    facts stated about it, as keyed fingerprints.

    The inbox stands here and not in the register because only here may one row a notice exist for sealed and open alike.
    """

    number = models.BinaryField(max_length=32, unique=True)
    body = models.BinaryField(max_length=32)
    document = models.BinaryField(max_length=32)
    facts = models.BinaryField(max_length=32)

    class Meta:
        indexes = [Index(fields=["document"], name="message_document")]
