"""单位查询: units, lists, their rows and what was found for each. All of it is evidence: added, never changed.

Where a unit or a list stands is a fold over its acts. A row is searched once a round, whatever is killed meanwhile: the database holds that.
"""

import uuid

from django.db import models
from django.db.models import CheckConstraint, Index, Q, UniqueConstraint
from django.db.models.fields.json import KeyTextTransform

from qingbai.agencies import acts
from qingbai.screening.terms import ConsentAct, Enrolling, EnrolmentAct, Purpose, Result, Standing, UnitAct
from qingbai.screening.ways import Act


class Unit(models.Model):
    """A unit that may ask (查询单位), by its unified social credit code; who and what it is now, its acts say."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    code = models.CharField(max_length=18, unique=True)
    office = models.CharField(max_length=40)

    class Meta:
        indexes = [Index(fields=["office", "code"], name="unit_at_office")]
        constraints = [CheckConstraint(condition=Q(code__regex=r"^[0-9A-Z]{18}$"), name="unit_code_formed")]

    def __str__(self) -> str:
        return self.code


class ActRow(acts.ActRow):
    """One act on a unit or a list."""

    position = models.PositiveIntegerField()
    kind = models.CharField(max_length=20)

    class Meta:
        abstract = True


class UnitActRow(ActRow):
    """One act on a unit (单位登记行为)."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="acts")

    class Meta:
        db_table = "screening_unitact"
        ordering = ["unit", "position"]
        constraints = acts.constraints(
            "unit", UnitAct, once="unit_act_position_once", known="unit_act_known", actor="unit_act_actor_known"
        )
        indexes = [
            Index(
                KeyTextTransform("document_number", "facts"),
                condition=Q(kind=UnitAct.AUTHORISE.value),
                name="unit_act_handler",
            )
        ]


class Enrolment(models.Model):
    """A request made online to register a unit, or to take down one more handler of it (网上登记申请); what became of it, its acts say.

    ``owner``: the keyed fingerprint of who asked. ``stated``: what the unit states of itself and of its handler. ``place`` counts the requests of one
    person for one unit and one thing, so that of two sent at once one is kept.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    number = models.CharField(max_length=40, unique=True)
    matter = models.CharField(max_length=8)
    code = models.CharField(max_length=18)
    office = models.CharField(max_length=40)
    owner = models.CharField(max_length=64)
    place = models.PositiveSmallIntegerField()
    asked_at = models.DateTimeField()
    stated = models.JSONField()

    class Meta:
        indexes = [
            Index(fields=["office", "asked_at"], name="enrolment_at_office"),
            Index(fields=["code", "asked_at"], name="enrolment_of_unit"),
        ]
        constraints = [
            UniqueConstraint(fields=["owner", "code", "matter", "place"], name="enrolment_once_at_a_time"),
            CheckConstraint(condition=Q(matter__in=[str(one) for one in Enrolling]), name="enrolment_matter_known"),
        ]

    def __str__(self) -> str:
        return self.number


class EnrolmentActRow(ActRow):
    """One act on a request to be registered (网上登记申请行为)."""

    enrolment = models.ForeignKey(Enrolment, models.PROTECT, related_name="acts")

    class Meta:
        db_table = "screening_enrolmentact"
        ordering = ["enrolment", "position"]
        constraints = acts.constraints(
            "enrolment",
            EnrolmentAct,
            once="enrolment_act_position_once",
            known="enrolment_act_known",
            actor="enrolment_act_actor_known",
        )


class Roster(models.Model):
    """A list as it was handed in (名单). ``token`` is the mark of the submission: unit, article and file sent again are the same list.

    ``asked``: the letter, the handler, the papers shown, as ``draft.Submission`` has them.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    number = models.CharField(max_length=40, unique=True)
    token = models.CharField(max_length=80, unique=True)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="rosters")
    office = models.CharField(max_length=40)
    purpose = models.CharField(max_length=12)
    article = models.CharField(max_length=40, blank=True)
    together = models.BooleanField()
    submitted_at = models.DateTimeField()
    asked = models.JSONField()

    class Meta:
        indexes = [
            Index(fields=["office", "submitted_at"], name="roster_at_office"),
            Index(fields=["unit", "submitted_at"], name="roster_of_unit"),
        ]
        constraints = [
            CheckConstraint(condition=Q(purpose__in=[str(one) for one in Purpose]), name="roster_purpose_known")
        ]

    def __str__(self) -> str:
        return self.number


class RosterActRow(ActRow):
    """One act on a list (办理行为)."""

    roster = models.ForeignKey(Roster, models.PROTECT, related_name="acts")

    class Meta:
        db_table = "screening_rosteract"
        ordering = ["roster", "position"]
        constraints = acts.constraints(
            "roster", Act, once="roster_act_position_once", known="roster_act_known", actor="roster_act_actor_known"
        )


class RosterFile(models.Model):
    """The file of a list as it came (名单文件); ``version`` counts corrected ones. Rows of earlier versions are not answered."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    roster = models.ForeignKey(Roster, models.PROTECT, related_name="files")
    version = models.PositiveSmallIntegerField()
    suffix = models.CharField(max_length=5)
    sha256 = models.CharField(max_length=64)
    data = models.BinaryField()

    class Meta:
        constraints = [
            UniqueConstraint(fields=["roster", "version"], name="roster_file_once"),
            CheckConstraint(condition=Q(suffix__in=[".csv", ".xlsx"]), name="roster_file_kind_known"),
        ]

    def __str__(self) -> str:
        return f"{self.roster_id} {self.version}"


class Row(models.Model):
    """One row of a list (名单行). ``line``: its number in the file. ``person`` as stated; ``faults`` by cell, or ``refusals`` with reasons.

    ``owner`` is the keyed fingerprint of the person: "who looked at me" is found by it, and so is somebody who stands there twice.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    file = models.ForeignKey(RosterFile, models.PROTECT, related_name="rows")
    line = models.PositiveIntegerField()
    standing = models.CharField(max_length=8)
    owner = models.CharField(max_length=64, blank=True)
    person = models.JSONField(default=dict)
    faults = models.JSONField(default=list)
    refusals = models.JSONField(default=list)

    class Meta:
        ordering = ["file", "line"]
        indexes = [
            Index(fields=["file", "standing", "line"], name="row_by_standing"),
            Index(fields=["owner"], condition=~Q(owner=""), name="row_of_person"),
        ]
        constraints = [
            UniqueConstraint(fields=["file", "line"], name="row_line_once"),
            UniqueConstraint(fields=["file", "owner"], condition=Q(standing="good"), name="row_person_once"),
            CheckConstraint(condition=Q(standing__in=[str(one) for one in Standing]), name="row_standing_known"),
        ]

    def __str__(self) -> str:
        return f"{self.file_id} {self.line}"


class Checked(models.Model):
    """One search for one row (检索结果): ``round`` 0 at first, then one after each decision of a person; the latest counts.

    ``found``: what bars and what is open, by reference, with the candidates whose it is; nothing of any crime, and nothing of anybody else.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    row = models.ForeignKey(Row, models.PROTECT, related_name="checks")
    round = models.PositiveSmallIntegerField()
    at = models.DateTimeField()
    result = models.CharField(max_length=8)
    found = models.JSONField(default=dict)

    class Meta:
        constraints = [
            UniqueConstraint(fields=["row", "round"], name="checked_once_a_round"),
            CheckConstraint(condition=Q(result__in=[str(one) for one in Result]), name="checked_result_known"),
        ]

    def __str__(self) -> str:
        return f"{self.row_id} {self.round}"


class RowLetter(models.Model):
    """The letter that tells of one row (查询结果告知函), or a covering one of many (``row`` empty, ``part`` counting them).

    ``edition``: 0 at first; letters of an edition that was discarded never left, and only the latest one counts. ``instead_of``: the letter
    that was found wrong after it had left, and that this one replaces.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    roster = models.ForeignKey(Roster, models.PROTECT, related_name="letters")
    edition = models.PositiveSmallIntegerField(default=0)
    row = models.ForeignKey(Row, models.PROTECT, related_name="letters", null=True)
    part = models.PositiveSmallIntegerField(null=True)
    instead_of = models.OneToOneField("self", models.PROTECT, related_name="replaced_by", null=True)
    number = models.CharField(max_length=80, unique=True)
    sha256 = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            UniqueConstraint(
                fields=["row", "edition"], condition=Q(instead_of__isnull=True), name="row_letter_once_an_edition"
            ),
            UniqueConstraint(
                fields=["roster", "part", "edition"],
                condition=Q(part__isnull=False, instead_of__isnull=True),
                name="covering_letter_once_an_edition",
            ),
            CheckConstraint(
                condition=Q(row__isnull=True, part__isnull=False) | Q(row__isnull=False, part__isnull=True),
                name="letter_of_a_row_or_of_many",
            ),
        ]

    def __str__(self) -> str:
        return self.number


class Discarded(models.Model):
    """An edition of a list's letters that was withdrawn before any of it left (未发出即收回), because one of them no longer held."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    roster = models.ForeignKey(Roster, models.PROTECT, related_name="discarded")
    edition = models.PositiveSmallIntegerField()
    at = models.DateTimeField()

    class Meta:
        constraints = [UniqueConstraint(fields=["roster", "edition"], name="edition_discarded_once")]

    def __str__(self) -> str:
        return f"{self.roster_id} {self.edition}"


class Consent(models.Model):
    """A unit's request for the consent of a person (本人授权请求); what became of it, its acts say.

    ``owner``: the keyed fingerprint of the number that the unit stated; ``name`` and ``post`` as it stated them, for the person to read.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    number = models.CharField(max_length=40, unique=True)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="consents")
    owner = models.CharField(max_length=64)
    purpose = models.CharField(max_length=12)
    article = models.CharField(max_length=40)
    yearly = models.BooleanField()
    name = models.CharField(max_length=200)
    post = models.CharField(max_length=200)
    asked_at = models.DateTimeField()
    answer_by = models.DateField()

    class Meta:
        indexes = [
            Index(fields=["owner", "asked_at"], name="consent_of_person"),
            Index(fields=["unit", "asked_at"], name="consent_of_unit"),
        ]
        constraints = [
            CheckConstraint(condition=Q(purpose__in=[str(one) for one in Purpose]), name="consent_purpose_known")
        ]

    def __str__(self) -> str:
        return self.number


class ConsentActRow(ActRow):
    """One act on a request for consent (本人授权行为)."""

    consent = models.ForeignKey(Consent, models.PROTECT, related_name="acts")

    class Meta:
        db_table = "screening_consentact"
        ordering = ["consent", "position"]
        constraints = acts.constraints(
            "consent",
            ConsentAct,
            once="consent_act_position_once",
            known="consent_act_known",
            actor="consent_act_actor_known",
        )


class LeftOut(models.Model):
    """A row that is not answered because the consent it rests on was taken back before the answers were (撤回授权，不再查询)."""

    row = models.OneToOneField(Row, models.PROTECT, primary_key=True, related_name="left_out")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.row_id)
