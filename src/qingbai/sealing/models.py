"""封存: the vault. Records that the law seals (Criminal Procedure Law 286), in a database of their own.

Nothing here is shared with the register: no key, identifier, sequence, index or connection. What a row says stands in
``box``, encrypted under the vault's key (``sealing.boxes``); beside it stand only keyed fingerprints, by which the same
document, person or message is recognised again, and the rules on which it was sealed. Rows are added, never changed.
"""

import uuid

from django.db import models
from django.db.models import CheckConstraint, Index, Q, UniqueConstraint


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
