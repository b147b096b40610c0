"""Papers as they were issued, and what was done to them afterwards. Evidence: the database refuses update and delete."""

from django.db import models

from qingbai.certificates import report_acts
from qingbai.certificates.claim import LONGEST_TEXT


class Paper(models.Model):
    """One issued paper (文书): its claim in canonical form, its place in the public log, and the very bytes that went out."""

    number = models.CharField(max_length=LONGEST_TEXT, unique=True)
    code = models.CharField(max_length=19, unique=True)
    kind = models.CharField(max_length=20)
    office = models.CharField(max_length=LONGEST_TEXT)
    application = models.CharField(max_length=LONGEST_TEXT)
    claim = models.BinaryField()
    salt = models.BinaryField()
    leaf = models.BigIntegerField(unique=True)
    sha256 = models.BinaryField(unique=True)
    pdf = models.BinaryField()
    issued_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="paper_has_number_and_code", condition=~models.Q(number="") & ~models.Q(code="")
            ),
            models.CheckConstraint(name="paper_leaf_is_a_place", condition=models.Q(leaf__gte=0)),
        ]
        indexes = [models.Index(fields=["application"], name="paper_by_application")]

    def __str__(self) -> str:
        return self.number


class NumberSeries(models.Model):
    """The last serial of one series of numbers (编号序列); written by ``numbers`` alone. No evidence: every number stands in its paper.

    ``passes_over``: the series has random numbers from before numbers ran on.
    """

    name = models.CharField(max_length=LONGEST_TEXT, primary_key=True)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveBigIntegerField()
    passes_over = models.BooleanField()

    def __str__(self) -> str:
        return f"{self.name}: {self.last}"


class PaperAct(models.Model):
    """One act on an issued paper (对文书的处理); so far only its withdrawal (撤销, INQ-28).

    It has a leaf in the public log like a paper, so that it cannot be denied; empty for acts from before there was one.
    """

    WITHDRAWN = "withdrawn"

    paper = models.ForeignKey(Paper, on_delete=models.PROTECT, related_name="acts")
    act = models.CharField(max_length=20, choices=[(WITHDRAWN, "撤销 Withdrawn")])
    reason = models.TextField()
    actor_kind = models.CharField(max_length=20)
    actor = models.CharField(max_length=LONGEST_TEXT)
    at = models.DateTimeField()
    salt = models.BinaryField(null=True)
    leaf = models.BigIntegerField(null=True, unique=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="paper_act_once", fields=["paper", "act"]),
            models.CheckConstraint(name="paper_act_has_reason", condition=~models.Q(reason="")),
        ]

    def __str__(self) -> str:
        return f"{self.paper_id}: {self.act}"


class Replacement(models.Model):
    """A paper that was issued in the place of one taken back (重新出具的文书): the two are tied both ways, inside the house alone."""

    old = models.OneToOneField(Paper, on_delete=models.PROTECT, related_name="replaced_by")
    new = models.OneToOneField(Paper, on_delete=models.PROTECT, related_name="instead_of")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(name="paper_replaces_another", condition=~models.Q(old=models.F("new"))),
        ]

    def __str__(self) -> str:
        return f"{self.old_id} -> {self.new_id}"


class RenewalRound(models.Model):
    """One time-stamp over the hashes of many papers (一轮存证续期), which keeps them provable when their own signatures age (``renewal``)."""

    hashed = models.CharField(max_length=20)
    token = models.BinaryField()
    at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(name="renewal_round_names_its_hash", condition=~models.Q(hashed=""))]

    def __str__(self) -> str:
        return f"{self.pk} {self.hashed}"


class PaperRenewal(models.Model):
    """The way from one paper to the stamp of a round (文书在该轮中的路径)."""

    paper = models.ForeignKey(Paper, on_delete=models.PROTECT, related_name="renewals")
    round = models.ForeignKey(RenewalRound, on_delete=models.PROTECT, related_name="papers")
    way = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(name="paper_renewed_once_a_round", fields=["paper", "round"])]

    def __str__(self) -> str:
        return f"{self.paper_id} in {self.round_id}"


class LostKey(models.Model):
    """A signing key that is no longer ours alone (失密的密钥): from the place ``size`` of the ``log`` on nothing that it signs is believed.

    ``statement`` says so, signed; its digest is the leaf at ``leaf``. Two officers reported it.
    """

    key = models.CharField(max_length=64, unique=True)
    name = models.CharField(max_length=LONGEST_TEXT)
    certificate = models.BinaryField()
    since = models.DateTimeField()
    log = models.CharField(max_length=LONGEST_TEXT)
    size = models.BigIntegerField()
    statement = models.TextField()
    leaf = models.BigIntegerField(unique=True)
    reason = models.TextField()
    by = models.CharField(max_length=LONGEST_TEXT)
    second = models.CharField(max_length=LONGEST_TEXT)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(name="lost_key_size_is_a_count", condition=models.Q(size__gte=0)),
            models.CheckConstraint(name="lost_key_has_reason", condition=~models.Q(reason="")),
            models.CheckConstraint(name="lost_key_is_reported_by_two", condition=~models.Q(by=models.F("second"))),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.key}"


class StatusList(models.Model):
    """A status list as it is published now (状态清单). It is replaced as papers come and go: no evidence, for it can be made again."""

    number = models.PositiveIntegerField(primary_key=True)
    encoded = models.TextField()
    turned = models.PositiveIntegerField()
    counted_at = models.DateTimeField()
    statement = models.TextField()
    signed_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"status list {self.number}"


class VerifierUse(models.Model):
    """How often one source had papers checked in one minute (核验频次). ``source`` is a keyed fingerprint of day and network; kept for a day."""

    pk = models.CompositePrimaryKey("source", "use", "minute")
    source = models.CharField(max_length=32)
    use = models.CharField(max_length=12)
    minute = models.DateTimeField(db_index=True)
    times = models.PositiveIntegerField()

    def __str__(self) -> str:
        return f"{self.use} {self.minute:%H:%M} {self.times}"


class PaperReport(models.Model):
    """What somebody who checked a paper reported about it (伪造文书举报). ``token``: the door's mark of one submission.

    Of a file only its digest is kept. ``sender`` is a keyed fingerprint of day and network address, for counting and for nothing else.
    """

    number = models.CharField(max_length=40, unique=True)
    token = models.CharField(max_length=80, unique=True)
    office = models.CharField(max_length=LONGEST_TEXT)
    paper_number = models.CharField(max_length=LONGEST_TEXT)
    where_shown = models.TextField()
    contact = models.CharField(max_length=LONGEST_TEXT, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    seen = models.CharField(max_length=40, blank=True)
    sender = models.CharField(max_length=64)
    received_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="paper_report_says_what_and_where",
                condition=~models.Q(office="") & ~models.Q(paper_number="") & ~models.Q(where_shown=""),
            ),
        ]
        indexes = [
            models.Index(fields=["office", "received_at"], name="paper_report_at_office"),
            models.Index(fields=["received_at"], name="paper_report_by_time"),
        ]

    def __str__(self) -> str:
        return self.number


class PaperReportAct(models.Model):
    """One act on a report (对举报的处理). ``position`` is unique per report: of two acts at once one wins.

    ``application``: of a report that is passed on, the application behind the paper, where it is one of ours; else empty.
    """

    report = models.ForeignKey(PaperReport, on_delete=models.PROTECT, related_name="acts")
    position = models.PositiveSmallIntegerField()
    act = models.CharField(max_length=20)
    reason = models.TextField(blank=True)
    destination = models.CharField(max_length=20, blank=True)
    application = models.CharField(max_length=LONGEST_TEXT, blank=True, default="")
    by_kind = models.CharField(max_length=20)
    by_id = models.CharField(max_length=LONGEST_TEXT)
    by_office = models.CharField(max_length=LONGEST_TEXT, blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ["report", "position"]
        indexes = [
            models.Index(fields=["application"], name="paper_report_act_holds", condition=~models.Q(application="")),
        ]
        constraints = [
            models.UniqueConstraint(name="paper_report_act_position_once", fields=["report", "position"]),
            models.CheckConstraint(
                name="paper_report_act_known", condition=models.Q(act__in=[str(act) for act in report_acts.Act])
            ),
            models.CheckConstraint(
                name="paper_report_end_has_reason",
                condition=~models.Q(act__in=["dismiss", "forward", "settle"]) | ~models.Q(reason=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.report_id} {self.position} {self.act}"
