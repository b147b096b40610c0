"""The procuratorate and the law firm of the demonstration, registered at a police station with some of the invented persons as officers and lawyer.

So that whoever signs in as one of them can ask for a case. Done twice it changes nothing.
"""

OFFICE = "100101-hy"
OFFICERS, LAWYER = ("gu-anlan", "luo-qiling"), "qiao-wenhe"


def register() -> list[str]:
    """Register both and who acts for them; their names."""
    from qingbai import clock
    from qingbai.audit.actors import SYSTEM
    from qingbai.disclosures import registering
    from qingbai.disclosures.registering import BodyStated, HandlerStated
    from qingbai.law.official import OfficialAsker
    from qingbai.law.powers import OrganKind
    from qingbai.matching.units import check_character
    from qingbai.portal import demonstration

    now = clock.now()
    known = {one.code for one in registering.bodies(viewer=SYSTEM)}
    stated = (
        ("11100101MB0000001", "演示市清河区人民检察院", OrganKind.PROCURATORATE, "机关统一社会信用代码证书", OFFICERS),
        ("31100101MD0000001", "演示河湾律师事务所", None, "律师事务所执业许可证原件", (LAWYER,)),
    )
    for first, name, organ, proof, people in stated:
        code = first + check_character(first)
        if code in known:
            continue
        asker = OfficialAsker.STATE_ORGAN if organ else OfficialAsker.DEFENCE_LAWYER
        body = BodyStated(code=code, name=name, asker=asker, organ=organ, proof=proof)
        registering.register(stated=body, office=OFFICE, by=SYSTEM, at=now)
        for number, key in enumerate(people, 1):
            person = demonstration.person(key)
            assert person is not None
            handler = HandlerStated(
                name=person["name"],
                document_number=person["document_number"],
                card=f"演检{number:04}" if organ else "11010199900000001",
                from_on=clock.day_of(now),
            )
            registering.authorise(code=code, handler=handler, by=SYSTEM, at=now)
    return [name for _, name, *_ in stated]
