"""Reviews and complaints at the desk: the queue, one file with what may follow now, an objection handed in here, complaints."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from qingbai import clock
from qingbai.certificates.paper import forms as printed
from qingbai.counter import canned, desk, papers_in
from qingbai.counter.reviews import file as reviewfile
from qingbai.counter.reviews import forms as ours
from qingbai.inquiries import corrections
from qingbai.law.objections import Ground
from qingbai.law.objectors import AnsweredTo, ObjectionPaper, Objector
from qingbai.law.review_names import GROUNDS
from qingbai.law.wording import wording
from qingbai.objections import answering, complaints, filled_in, handed_in, queries, services
from qingbai.objections.acts import Act
from qingbai.objections.answering import Findings
from qingbai.objections.objection import Evidence, Objection
from qingbai.objections.queries import File
from qingbai.pages.files import as_pdf
from qingbai.pages.forms import QuestionForm
from qingbai.pages.language import in_ours
from qingbai.pages.references import number_of, reference

Do = Callable[..., Any]


@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    """The open reviews of the office, what is overdue first."""
    officer = desk.sitting(request)
    waiting = [
        {
            "number": one.number,
            "name": one.name,
            "ground": ours.named(GROUNDS[one.ground]),
            "status": reviewfile.status(one.status),
            "tag": reviewfile.tag(one.status),
            "filed_at": one.filed_at,
            "clocks": one.clocks,
        }
        for one in queries.queue(viewer=officer.actor, on=clock.today())
    ]
    return render(request, "counter/reviews.html", {"officer": officer, "waiting": waiting})


def opened(request: HttpRequest, ref: str) -> File:
    """The review behind a reference, if the officer may read it; the look is on the ledger."""
    number, officer, now = number_of(ref), desk.sitting(request).actor, clock.now()
    try:
        services.open_file(number=number, by=officer, at=now)
        return queries.file(number=number, viewer=officer, at=now)
    except services.NoSuchReview as error:
        raise Http404 from error


def _forms(file: File, act: Act | None = None, data: Any = None) -> dict[Act, QuestionForm]:
    """The form of each act that the table allows and that asks something; the one posted with what was filled in."""

    def given(one: Act) -> Any:
        return data if one is act else None

    verdicts = [(one.reference, one.title) for one in reviewfile.verdicts(file)]
    on_paper = file.answer.to is not AnsweredTo.NOBODY
    made: dict[Act, Callable[[], QuestionForm]] = {
        Act.DECLINE: lambda: ours.Reason(
            given(Act.DECLINE), prefix=PREFIXES[Act.DECLINE], label=_("Why it is not accepted")
        ),
        Act.SUPPLEMENT: lambda: ours.Papers(
            reviewfile.missing(file), given(Act.SUPPLEMENT), prefix=PREFIXES[Act.SUPPLEMENT]
        ),
        Act.SUSPEND_LINK: lambda: ours.Weighing(given(Act.SUSPEND_LINK), prefix=PREFIXES[Act.SUSPEND_LINK]),
        Act.ASK_EVIDENCE: lambda: ours.Reason(
            given(Act.ASK_EVIDENCE),
            prefix=PREFIXES[Act.ASK_EVIDENCE],
            label=_("What the objector is asked to bring or to do, in Chinese"),
        ),
        Act.GIVE_EVIDENCE: lambda: ours.Reason(
            given(Act.GIVE_EVIDENCE),
            prefix=PREFIXES[Act.GIVE_EVIDENCE],
            label=_("Evidence that you have seen in the original"),
        ),
        Act.GO_ON: lambda: ours.Reason(
            given(Act.GO_ON), prefix=PREFIXES[Act.GO_ON], label=_("Why the review goes on without it")
        ),
        Act.ASK_EXTENSION: lambda: ours.Extension(
            given(Act.ASK_EXTENSION), prefix=PREFIXES[Act.ASK_EXTENSION], most=file.most_days - file.ordinary_days
        ),
        Act.REFUSE_EXTENSION: lambda: ours.Reason(
            given(Act.REFUSE_EXTENSION), prefix=PREFIXES[Act.REFUSE_EXTENSION], label=_("Why it is not extended")
        ),
        Act.DRAFT: lambda: ours.Draft(
            given(Act.DRAFT), prefix=PREFIXES[Act.DRAFT], verdicts=verdicts, on_paper=on_paper
        ),
        Act.RETURN: lambda: ours.Reason(
            given(Act.RETURN), prefix=PREFIXES[Act.RETURN], label=_("Why the draft goes back")
        ),
    }
    return {one: make() for one, make in made.items() if one in file.lawful and _applies(one, file)}


def _usual(act: Act) -> str:
    """Under which name the usual reasons of an act stand."""
    return f"review_{act.value}"


PREFIXES = {Act.DECLINE: "decline", Act.SUPPLEMENT: "supplement", Act.SUSPEND_LINK: "weigh", Act.ASK_EVIDENCE: "ask"}
PREFIXES |= {Act.GIVE_EVIDENCE: "give", Act.GO_ON: "go-on", Act.ASK_EXTENSION: "extend", Act.REFUSE_EXTENSION: "refuse"}
PREFIXES |= {Act.DRAFT: "draft", Act.RETURN: "return"}


def _field(act: Act) -> str:
    """The field of an act's form that a usual reason goes into."""
    return f"{PREFIXES[act]}-{'words' if act is Act.DRAFT else 'reason'}"


def _applies(act: Act, file: File) -> bool:
    return act is not Act.SUSPEND_LINK or file.objection.ground is Ground.NOT_MINE


TITLES: dict[Act, Callable[[], str]] = {
    Act.DECLINE: lambda: _("Do not accept"),
    Act.SUPPLEMENT: lambda: _("Record what was brought"),
    Act.SUSPEND_LINK: lambda: _("Weigh the evidence"),
    Act.ASK_EVIDENCE: lambda: _("Ask the objector to cooperate"),
    Act.GIVE_EVIDENCE: lambda: _("Record evidence"),
    Act.GO_ON: lambda: _("Go on without it"),
    Act.ASK_EXTENSION: lambda: _("Ask for an extension"),
    Act.REFUSE_EXTENSION: lambda: _("Refuse the extension"),
    Act.DRAFT: lambda: _("Draft the opinion"),
    Act.RETURN: lambda: _("Send the draft back"),
}
PLAIN: dict[Act, tuple[Do, Callable[[], str]]] = {
    Act.ACCEPT: (services.accept, lambda: _("Accept")),
    Act.APPROVE_EXTENSION: (answering.approve_extension, lambda: _("Approve the extension")),
    Act.SIGN: (answering.sign_opinion, lambda: _("Sign the opinion")),
    Act.SIGN_FOR: (services.sign_for, lambda: _("The objector has signed for the opinion")),
    Act.WITHDRAW: (services.withdraw, lambda: _("The objector takes the objection back")),
}
"""Acts that need nothing but the officer's word."""
FIRST = (Act.SIGN, Act.APPROVE_EXTENSION, Act.ACCEPT, Act.SIGN_FOR)


def _page(
    request: HttpRequest,
    file: File,
    *,
    posted: Act | None = None,
    form: QuestionForm | None = None,
    code: int = 200,
    **given: Any,
) -> HttpResponse:
    forms = _forms(file)
    if posted is not None and form is not None:
        forms[posted] = form
    context = {
        "officer": desk.sitting(request),
        **reviewfile.shown(file),
        "uploads": [
            papers_in.line(one) for one in handed_in.of(number=file.number, viewer=desk.sitting(request).actor)
        ],
        **_file_of(file.answer.key),
        "forms": [
            {
                "key": act.value,
                "title": TITLES[act](),
                "form": one,
                "open": act is posted,
                "canned": canned.of(_usual(act)),
            }
            for act, one in forms.items()
        ],
        "buttons": [
            {"key": act.value, "name": name(), "first": act in FIRST}
            for act, (_do, name) in PLAIN.items()
            if act in file.lawful
        ],
        **given,
    }
    return render(request, "counter/review.html", context, status=code)


@require_safe
def show(request: HttpRequest, ref: str) -> HttpResponse:
    """The file of a review."""
    return _page(request, opened(request, ref))


@require_POST
def act(request: HttpRequest, ref: str, key: str) -> HttpResponse:
    """One act on a review: with its form, or with the officer's word alone."""
    file = opened(request, ref)
    one = next((act for act in Act if act.value == key), None)
    if one in PLAIN:
        return _after(request, ref, one, None, lambda **who: PLAIN[one][0](**who))
    if one not in TITLES:
        raise Http404
    filling = canned.asked(request.POST)
    form = _forms(file, one, canned.put(request.POST, _usual(one), _field(one)) if filling else request.POST).get(one)
    if form is None:
        return _moved_on(request, ref)
    if filling:
        return _page(request, file, posted=one, form=canned.unjudged(form), wrongs=[])
    if not form.is_valid():
        return _page(request, file, posted=one, form=form, wrongs=form.wrongs)
    return _after(request, ref, one, form, lambda **who: _do(one, form, who))


def _do(one: Act, form: QuestionForm, who: dict[str, Any]) -> None:
    given = form.cleaned_data
    match one:
        case Act.DECLINE:
            services.decline(reason=given["reason"], **who)
        case Act.SUPPLEMENT:
            services.supplement(papers=[ObjectionPaper(paper) for paper in given["papers"]], **who)
        case Act.SUSPEND_LINK:
            services.weigh_evidence(accepted=given["accepted"] == ours.YES, reason=given["reason"], **who)
        case Act.ASK_EVIDENCE:
            services.ask_evidence(asked=given["reason"], **who)
        case Act.GIVE_EVIDENCE:
            services.give_evidence(evidence=[Evidence(words=given["reason"][:200])], **who)
        case Act.GO_ON:
            services.go_on(reason=given["reason"], **who)
        case Act.ASK_EXTENSION:
            answering.ask_extension(days=given["days"], reason=given["reason"], **who)
        case Act.REFUSE_EXTENSION:
            answering.refuse_extension(reason=given["reason"], **who)
        case Act.DRAFT:
            assert isinstance(form, ours.Draft)
            right = given["paper_right"] == ours.YES
            findings = Findings(words=given["words"], paper_right=right, links=form.links, wrong=form.wrong)
            answering.draft_opinion(findings=findings, **who)
        case _:
            answering.return_draft(reason=given["reason"], **who)


def _after(request: HttpRequest, ref: str, one: Act, form: QuestionForm | None, do: Callable[..., Any]) -> HttpResponse:
    try:
        do(number=number_of(ref), by=desk.sitting(request).actor, at=clock.now())
    except services.NoSuchReview as error:
        raise Http404 from error
    except services.NotLawful as refused:
        wrongs = [("", in_ours(wording(reason))) for reason in refused.because]
        return _page(request, opened(request, ref), posted=one, form=form, code=409, wrongs=wrongs)
    except services.ObjectionRefused as refused:
        if form is None:
            return _page(request, opened(request, ref), wrongs=[("", in_ours(fault)) for fault in refused.faults])
        for fault in refused.faults:
            form.add_error(fault.field if fault.field in form.fields else "reason", in_ours(fault))
        return _page(request, opened(request, ref), posted=one, form=form, wrongs=form.wrongs)
    except (services.ActRefused, services.TakenMeanwhile, answering.ChangedMeanwhile):
        return _moved_on(request, ref)
    return redirect("counter-review", ref)


def _moved_on(request: HttpRequest, ref: str) -> HttpResponse:
    wrong = _("This was not recorded: the review has moved on meanwhile. Look at it as it stands now.")
    return _page(request, opened(request, ref), code=409, wrongs=[("", wrong)])


@require_POST
def letter(request: HttpRequest, ref: str, place: int) -> HttpResponse:
    """One letter of a review, to print; each time is on the ledger."""
    file = opened(request, ref)
    letters = [one.facts["paper_number"] for one in file.acts if one.facts.get("paper_number")]
    if place >= len(letters):
        raise Http404
    officer = desk.sitting(request).actor
    try:
        pdf = services.deliver(number=file.number, paper_number=letters[place], by=officer, at=clock.now())
    except services.NoSuchReview as error:
        raise Http404 from error
    return as_pdf(pdf, f"{file.number}-{place + 1}.pdf")


@require_http_methods(["GET", "HEAD", "POST"])
def by_number(request: HttpRequest) -> HttpResponse:
    """Straight to the answer that a paper gave: its number, its code, and whose it is, as whoever objects shows them."""
    officer, form = desk.sitting(request), ours.PaperShown(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            answer = services.answer_to("", by=officer.actor, at=clock.now(), proof=form.proof())
            return redirect("counter-object", reference(answer.key))
        except services.NoSuchReview:
            wrong = _(
                "No paper of your office has this number, this code and this person: check all three on the paper"
            )
            form.add_error(None, wrong)
    return render(request, "counter/object_find.html", {"officer": officer, "form": form})


@require_POST
def form(request: HttpRequest, ref: str) -> HttpResponse:
    """The form of the objection with what was said, to be printed and signed."""
    file = opened(request, ref)
    values = filled_in.request_for_review(file.objection, file.answer, phone=file.contact.phone)
    try:
        pdf = printed.render(printed.Form.REVIEW, values, at=clock.now())
    except (printed.ClaimRefused, printed.GlyphMissing) as unprintable:
        return _page(request, file, code=409, wrongs=[("", str(unprintable))])
    return as_pdf(pdf, f"{file.number}-form.pdf")


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, ref: str) -> HttpResponse:
    """An objection handed in at the counter, about one answer of the office."""
    officer = desk.sitting(request)
    try:
        answer = services.answer_to(number_of(ref), by=officer.actor, at=clock.now())
    except services.NoSuchReview as error:
        raise Http404 from error
    token = request.POST.get("token", "") or services.new_token()
    form = ours.AtTheCounter(answer.to, request.POST if request.method == "POST" else None)
    wrongs = None
    if request.method == "POST" and form.is_valid():
        try:
            case = services.object_to(
                objection=_objection(form.cleaned_data, answer.key, officer.office),
                token=token[:80],
                by=officer.actor,
                at=clock.now(),
            )
            return redirect("counter-review", reference(case.row.number))
        except services.ObjectionRefused as refused:
            wrongs = [(f"id_{fault.field.partition('[')[0]}", in_ours(fault)) for fault in refused.faults]
    context = {"officer": officer, "answer": answer, "form": form, "token": token, "ref": ref, **_file_of(answer.key)}
    return render(request, "counter/object.html", {**context, **({"wrongs": wrongs} if wrongs else {})})


def _file_of(key: str) -> dict[str, str]:
    """The page of the file in which the answer stands, and what it is called there; of a correction that nothing was answered before there is none."""
    if key.startswith(corrections.PREFIX):
        return {}
    pages = {"DW": "counter-list", "BA": "counter-case"}
    return {"file_page": pages.get(key[:2], "counter-file"), "file_number": key.partition(".")[0]}


def _objection(given: dict[str, Any], application: str, office: str) -> Objection:
    papers = [ObjectionPaper(paper) for paper in given["papers"]] + [ObjectionPaper.PAPER_NUMBER]
    if given["statement"]:
        papers.append(ObjectionPaper.GROUND)
    lines = (" ".join(line.split()) for line in given["evidence"].splitlines())
    capable = {ours.YES: True, ours.NO: False}.get(given["agent_capable"])
    return Objection(
        application=application,
        office=office,
        objector=Objector(given["objector"]),
        ground=Ground(given["ground"]),
        statement=given["statement"],
        evidence=tuple(Evidence(words=line) for line in lines if line),
        papers=tuple(papers),
        agent_name=given["agent_name"],
        agent_capable=capable,
        phone=given["phone"],
    )


@require_http_methods(["GET", "HEAD", "POST"])
def complained(request: HttpRequest) -> HttpResponse:
    """The complaints about the office; a reviewer or head answers one, once."""
    officer = desk.sitting(request)
    wrongs, filled = None, None
    if request.method == "POST" and canned.asked(request.POST):
        filled = canned.put(request.POST, "answer_complaint", "reason")
    elif request.method == "POST":
        form = ours.Reason(request.POST, label=_("Answer"))
        if form.is_valid():
            try:
                complaints.answer(
                    number=request.POST.get("number", ""),
                    words=form.cleaned_data["reason"],
                    by=officer.actor,
                    at=clock.now(),
                )
                return redirect("counter-complaints")
            except services.NoSuchReview as error:
                raise Http404 from error
            except complaints.AnsweredMeanwhile:
                wrongs = [("", _("This complaint was answered meanwhile: look at it as it stands now."))]
        else:
            wrongs = [("", message) for _box, message in form.wrongs]
    found = [
        {"one": one, "form": ours.Reason(prefix="", label=_("Answer")) if not one.answer else None}
        for one in complaints.of_office(viewer=officer.actor)
    ]
    context = {"officer": officer, "found": found, "filled": filled, "canned": canned.of("answer_complaint")}
    return render(request, "counter/complaints.html", context | ({"wrongs": wrongs} if wrongs else {}))
