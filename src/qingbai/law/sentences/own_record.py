"""Sentences about what a person learns of the own record: own_record, changes."""

from qingbai.law.reasons import Code

OWN_RECORD = {
    Code.LOOK_TOLD: (
        "本人有权知悉并查阅、复制谁因何查询了自己的信息。",
        "The person may know, consult and copy who asked about them and what for.",
    ),
    Code.LOOK_KEPT_SECRET: (
        "告知将妨碍国家机关履行法定职责的，{until}届满后再告知本人。",
        "Telling would stand in the way of the organ's duty: the person is told once {until} is over.",
    ),
    Code.LOOK_COVERT: (
        "该查询服务于依法秘密进行的侦查，批准的期限至{until}。",
        "The look-up served an investigation that the law lets be covert; it was approved until {until}.",
    ),
}
