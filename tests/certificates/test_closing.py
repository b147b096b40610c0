"""A page that was written directly is closed only where it is nothing but a page; and what closes it has one form."""

import re
from dataclasses import replace

import pytest

from papers import AT, OFFICE, a_claim, document_of, numbered, written
from qingbai.certificates import closing, cms, lasting, signature
from qingbai.certificates.paper.direct.layout import HEADER, RESOURCES, VALUES
from qingbai.certificates.signature import NotOurForm
from qingbai.certificates.verify import verify_file


@pytest.fixture(scope="module")
def body():
    found = written(numbered(a_claim()))
    assert closing.is_body(found)
    return found


def last(body):
    """The number of a body's last object."""
    return max(int(number) for number in re.findall(rb"(?:^|\n)(\d+) 0 obj\n", body))


def signed(body, house):
    return house.sign(body, house.attachment(numbered(a_claim()), body))


def one_more(body, text):
    """A body with one object more, after all others."""
    return body + b"%d 0 obj\n%b\nendobj\n" % (last(body) + 1, text)


def test_a_body_with_one_harmless_object_more_would_be_closed(body, house):
    assert verify_file(signed(one_more(body, b"<</Said(nothing)>>"), house), house.trust).genuine


@pytest.mark.parametrize(
    "text",
    [
        b"<</Type/Annot/Subtype/Link>>",
        b"<</S/JavaScript/JS(app.alert())>>",
        b"<</S/URI/URI(https://elsewhere.example)>>",
        b"<</S/Launch>>",
        b"<</OpenAction 8 0 R>>",
        b"<</AA<</O 8 0 R>>>>",
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Count 1/Kids[3 0 R]>>",
        b"<</Type/Page/Parent 2 0 R>>",
        b"<</Type/Sig/ByteRange[0 1 2 3]>>",
        b"<</Type/EmbeddedFile>>",
        b"<</Names<<>>>>",
        b"<</F(file)>>",
        b"<</J#53(hidden)>>",
        b"<</Said\n(in two lines)>>",
        b"(a text)",
    ],
)
def test_an_object_that_is_not_of_a_page_is_refused(body, house, text):
    with pytest.raises(NotOurForm):
        signed(one_more(body, text), house)


def test_a_font_whose_tag_reads_like_an_action_is_none(body, house):
    assert signed(one_more(body, b"<</FontName/AAXJSF+Serif/BaseFont/JSQQQQ+Serif>>"), house)


@pytest.mark.parametrize(
    "change",
    [
        lambda body: body + b"\n",
        lambda body: body + b"%a comment\n",
        lambda body: body.replace(VALUES, b""),
        lambda body: body.replace(VALUES, b"%other\n"),
        lambda body: body.replace(b"endobj\n", b"endobj\n\n", 1),
        lambda body: body[: -len(b"endobj\n")],
        lambda body: body + b"%d 0 obj\n<<>>\nendobj\n" % RESOURCES,  # a number twice, the later one meant
        lambda body: body + b"7 0 obj\n<<>>\nendobj\n",  # a number of what closes it
        lambda body: body + b"%d 0 obj\n<<>>\nendobj\n" % (last(body) + 2),  # a number left out
        lambda body: body + b"%d 1 obj\n<<>>\nendobj\n" % (last(body) + 1),
        lambda body: body + b"%d 0 obj\n<<>>\nendobj\n" % 99999,
        lambda body: one_more(body, b"<</Length 4>>\nstream\nabcde\nendstream"),
        lambda body: one_more(body, b"<</Length 6>>\nstream\nabcde\nendstream"),
        lambda body: one_more(body, b"<</Said(x)>>\nstream\nabcde\nendstream"),
        lambda body: one_more(body, b"<</Length 5/Length 3>>\nstream\nabcde\nendstream"),
        lambda body: one_more(body, b"<</Length 5 0 R>>\nstream\nabcde\nendstream"),
        lambda body: HEADER + VALUES,
    ],
)
def test_a_body_that_could_be_read_in_two_ways_is_refused(body, house, change):
    with pytest.raises(NotOurForm):
        signed(change(body), house)


def test_a_larger_hole_than_the_form_has_is_refused(body, house):
    """Room for a larger time-stamp is another form; until there is one, zeros that nobody asked for are none of ours."""
    signer, kept = house.ring.signer(OFFICE.id), lasting.of(house.ring, at=AT)
    attachment = house.attachment(numbered(a_claim()), body)
    made = {"picture": attachment.picture(signer.chain), "evidence": kept.evidence}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(cms, "RESERVE", cms.RESERVE + 64)
        roomy = closing.unsigned(
            body, attachment.as_bytes(), replace(signer.chain), AT, **made
        )  # that knows no room yet
    found = verify_file(roomy.filled(cms.sign(roomy.digest(), signer.key, signer.chain, kept.stamp)), house.trust)
    assert found.signed.code == "other_form"


def test_neither_form_passes_for_the_other(body, house):
    whole = signed(body, house)
    signer = house.ring.signer(OFFICE.id)
    typeset = document_of(numbered(a_claim()))
    update = house.sign(typeset, house.attachment(numbered(a_claim()), typeset))[len(typeset) :]
    for mixed in (whole + update, body + update, HEADER + update, typeset + whole[len(body) :]):
        assert not verify_file(mixed, house.trust).genuine
    with pytest.raises(NotOurForm):
        signature.certify(whole, attachment=b"{}", key=signer.key, chain=signer.chain, at=AT, lasting=None)


def test_what_stands_between_page_and_signature_is_part_of_neither(body, house):
    whole = signed(body, house)
    place = whole.index(closing.MARK)
    for more in (b"\n", b"%x\n", closing.MARK, closing.FIRST_MARK, b"8 0 obj\n<<>>\nendobj\n"):
        assert not verify_file(whole[:place] + more + whole[place:], house.trust).genuine


def test_what_anybody_sends_is_not_remembered_where_it_is_larger_than_any_layout_of_ours():
    size = closing.LARGEST_LAYOUT
    stream = b"8 0 obj\n<</Length %d>>\nstream\n%b\nendstream\nendobj\n" % (size, b"x" * size)
    kept = dict(closing._STANDING)
    length, found = closing._standing(HEADER + stream + VALUES)
    assert (length, [*found.offsets]) == (len(HEADER + stream + VALUES), [8])
    assert kept == closing._STANDING
