"""The portal's addresses and who may use them."""

from qingbai.pages.routes import Route, Who
from qingbai.pages.views import choose_language, choose_text
from qingbai.portal.views import (afterwards, applying, before, blanks, booking, handing_in, objecting, ongoing, paying, signing_in)

ROUTES: tuple[Route, ...] = (
    Route("", before.start, "start", Who.ANYONE),
    Route("offices/", before.offices, "offices", Who.ANYONE),
    Route("forms/", blanks.listed, "forms", Who.ANYONE),
    Route("forms/<slug:key>.pdf", blanks.blank, "form", Who.ANYONE),
    Route("privacy/", before.privacy, "privacy", Who.ANYONE),
    Route("language/<slug:code>/", choose_language, "choose-language", Who.ANYONE),
    Route("text/<slug:size>/", choose_text, "choose-text", Who.ANYONE),
    Route("sign-in/", signing_in.sign_in, "sign-in", Who.ANYONE),
    Route("sign-in/return/", signing_in.sign_in_return, "sign-in-return", Who.ANYONE),
    Route("sign-out/", signing_in.sign_out, "sign-out", Who.ANYONE),
    Route("demonstration/real-name/", signing_in.demonstration_service, "demonstration-sign-in", Who.DEMONSTRATION),
    Route("apply/", applying.details, "details", Who.PERSON),
    Route("apply/next/", applying.next_question, "next-question", Who.PERSON),
    Route("apply/check/", applying.check, "check", Who.PERSON),
    Route("apply/question/<slug:key>/", applying.question, "question", Who.PERSON),
    Route("appointments/", booking.mine, "appointments", Who.PERSON),
    Route("appointments/<str:ref>/", booking.book, "book-appointment", Who.PERSON),
    Route("applications/", afterwards.mine, "mine", Who.PERSON),
    Route("applications/<str:ref>/received/", afterwards.received, "received", Who.PERSON),
    Route("applications/<str:ref>/", afterwards.status, "status", Who.PERSON),
    Route("applications/<str:ref>/missing/", handing_in.missing, "missing", Who.PERSON),
    Route("applications/<str:ref>/pay/", paying.pay, "pay", Who.PERSON),
    Route("applications/<str:ref>/pay/return/", paying.come_back, "pay-return", Who.PERSON),
    Route("payments/<slug:provider>/notify", paying.notified, "payment-notified", Who.ANYONE),
    Route("applications/<str:ref>/receipt.pdf", ongoing.receipt, "receipt", Who.PERSON),
    Route("applications/<str:ref>/letters/<slug:key>.pdf", ongoing.letter, "letter", Who.PERSON),
    Route("applications/<str:ref>/do/<slug:key>/", ongoing.do, "do", Who.PERSON),
    Route("applications/<str:ref>/paper.pdf", afterwards.paper, "paper", Who.PERSON),
    Route("applications/<str:ref>/object/", objecting.begin, "object", Who.PERSON),
    Route("applications/<str:ref>/object/check/", objecting.check, "object-check", Who.PERSON),
    Route("applications/<str:ref>/object/<slug:key>/", objecting.question, "object-question", Who.PERSON),
    Route("reviews/<str:ref>/", objecting.review, "review", Who.PERSON),
    Route("reviews/<str:ref>/letters/<int:place>.pdf", objecting.letter, "review-letter", Who.PERSON),
    Route("reviews/<str:ref>/evidence/", objecting.evidence, "review-evidence", Who.PERSON),
    Route("reviews/<str:ref>/act/<slug:key>/", objecting.act, "review-act", Who.PERSON),
    Route("complain/", objecting.complain, "complain", Who.PERSON),
)
