"""收件箱: drafts and what was done with them. Both are evidence: added, never changed; what they say is closed in boxes.

A draft's status is not a column: it is a fold over its acts (``acts.status_after``). In clear stand only the organ whose inbox it is,
when it came and who acted when; ``sealing.boxes`` closes the rest under the vault's key, since any draft may concern a minor.
"""

import uuid

from django.db import models
from django.db.models import CheckConstraint, Index, Q

from qingbai.agencies import acts
from qingbai.inbox.acts import Act


class Draft(models.Model):
    """One document as it came (待登记文书), at the organ ``organ``. ``token`` is the door's mark of one delivery, fingerprinted: sent twice, it is one draft.

    ``document``: the keyed fingerprint of the text, by which the same document is recognised when it comes another time.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    token = models.BinaryField(max_length=32, unique=True)
    document = models.BinaryField(max_length=32)
    organ = models.CharField(max_length=40)
    received_at = models.DateTimeField()
    box = models.BinaryField()

    class Meta:
        indexes = [
            Index(fields=["organ", "received_at"], name="inbox_of_organ"),
            Index(fields=["document"], name="inbox_document"),
        ]
        constraints = [CheckConstraint(condition=~Q(organ=""), name="inbox_draft_has_an_organ")]

    def __str__(self) -> str:
        return str(self.id)


class ActRow(acts.Placed):
    """One act on one draft (办理行为). ``box`` holds fields, values and reasons."""

    draft = models.ForeignKey(Draft, models.PROTECT, related_name="acts")
    kind = models.CharField(max_length=12)
    box = models.BinaryField()

    class Meta:
        db_table = "inbox_act"
        ordering = ["draft", "position"]
        constraints = acts.constraints(
            "draft", Act, once="inbox_act_position_once", known="inbox_act_kind_known", actor="inbox_act_actor_known"
        )
