"""The units of the demonstration: a law firm and a school at the police station of their domicile, with one of the invented persons as handler.

So that whoever signs in as that person can hand in a list. Done twice it changes nothing.
"""

HANDLER = "lin-qinghe"
OFFICE = "100101-hy"


def register() -> list[str]:
    """Register them and authorise their handler; their names."""
    from qingbai import clock
    from qingbai.audit.actors import SYSTEM
    from qingbai.law.vetting import MinorsUnit
    from qingbai.matching.units import check_character
    from qingbai.portal import demonstration
    from qingbai.screening import queries, registering
    from qingbai.screening.registering import HandlerStated, UnitStated
    from qingbai.screening.terms import UnitKind

    now = clock.now()
    known = {one.code for one in queries.units(viewer=SYSTEM)}
    person = next(one for one in demonstration.persons() if one["key"] == HANDLER)
    stated = (
        ("91100101MA0000001", "演示清河律师事务所", UnitKind.EMPLOYER, None, "执业许可证原件"),
        ("91100101MA0000002", "演示河沿小学", UnitKind.MINORS, MinorsUnit.SCHOOL, "办学许可证原件"),
    )
    for first, name, kind, minors_kind, proof in stated:
        code = first + check_character(first)
        if code in known:
            continue
        unit = UnitStated(code=code, name=name, domicile=OFFICE[:6], kind=kind, minors_kind=minors_kind, proof=proof)
        registering.register(stated=unit, office=OFFICE, by=SYSTEM, at=now)
        handler = HandlerStated(
            name=person["name"], document_number=person["document_number"], from_on=clock.day_of(now), responsible=True
        )
        registering.authorise(code=code, handler=handler, by=SYSTEM, at=now)
    return [name for _, name, *_ in stated]
