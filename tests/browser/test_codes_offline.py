"""The code to scan on the offline page: from a photo, from a camera, from a text; without a network, and with the program's own verdicts."""

import base64
import dataclasses
import hashlib
import io
import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image, ImageFilter
from playwright.sync_api import Browser, Page

from papers import AT, FORMS, OFFICE, URL, a_claim, a_house, numbered, written
from qingbai.audit import note
from qingbai.certificates import cms, lasting, scanned, signature, square, statements, status_list
from qingbai.certificates.attachment import parse
from qingbai.certificates.claim import Bilingual
from qingbai.certificates.paper import qr
from qingbai.certificates.statements import Carried
from qingbai.certificates.status_list import Entry
from qingbai.certificates.trust import Lost, key_id
from qingbai.law.terms import AnswerPaper
from qingbai.verification import kit
from screens import CHROMIUM, EVERYTHING

NOW = int(AT.timestamp() * 1000)
MADE_IN_BROWSER = """async ([data, quick]) => {
    const picture = await createImageBitmap(new Blob([Uint8Array.from(atob(data), c => c.charCodeAt(0))]));
    return Reader.read(await pixels(picture, 4200), quick);
}"""


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    return a_house(tmp_path_factory.mktemp("house"))


@pytest.fixture(scope="module")
def trust(house):
    return dataclasses.replace(house.trust, offices=(house.ring.signer(OFFICE.id).chain,))


@pytest.fixture(scope="module")
def prints(house):
    """A certificate and a refusal as they come out of a printer, 150 dots an inch."""
    if not shutil.which("pdftoppm"):
        pytest.skip("pdftoppm (poppler-utils) is not installed")
    return [printed(house.paper(numbered(a_claim(kind, valid_until=None)), form=written)) for kind in AnswerPaper]


@pytest.fixture(scope="module")
def code(prints):
    return zxingcpp.read_barcode(prints[0]).text


@pytest.fixture(scope="module")
def file(trust, tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("kit") / "qingbai-verify.html"
    path.write_bytes(kit.page(trust, checkpoint="", base_url=URL, on=AT.date()))
    return path


@pytest.fixture
def page(browser: Browser, file: Path):
    context = browser.new_context(viewport={"width": 390, "height": 800}, locale="zh-CN", offline=True)
    opened = context.new_page()
    asked, said = watched(opened)
    open_page(opened, file)
    yield opened
    assert (asked, said) == ([file.as_uri()], [])
    context.close()


def watched(opened: Page):
    asked, said = [], []
    opened.on("request", lambda request: asked.append(request.url))
    opened.on("console", lambda message: said.append(message.text))
    opened.on("pageerror", lambda error: said.append(str(error)))
    return asked, said


def open_page(opened: Page, file: Path) -> None:
    opened.goto(file.as_uri())
    opened.wait_for_selector("#language option:nth-child(10)", state="attached")


def printed(data: bytes) -> Image.Image:
    command = ["pdftoppm", "-r", "150", "-png", "-singlefile", "-"]
    return Image.open(io.BytesIO(subprocess.run(command, input=data, capture_output=True, check=True).stdout)).convert(
        "L"
    )


def kept(image: Image.Image, kind="JPEG", **how) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **how)
    return out.getvalue()


def read(page: Page, image: bytes, *, quick=False):
    return page.evaluate(MADE_IN_BROWSER, [base64.b64encode(image).decode(), quick])


def checked(page: Page, text: str, status: str = "", now: int = NOW) -> dict:
    return page.evaluate("([text, status, now]) => Qingbai.checkCode(text, kept, { status, now })", [text, status, now])


def tilted(image: Image.Image, by: float) -> Image.Image:
    """As a telephone sees a paper that does not lie straight below it."""
    width, height = image.size
    corners = (
        -by * width,
        -by * height / 2,
        0,
        height,
        width * (1 + by / 3),
        height * (1 + by),
        width * (1 - by / 5),
        by * height,
    )
    return image.transform(image.size, Image.Transform.QUAD, corners, Image.Resampling.BICUBIC, fillcolor=200)


def test_our_reader_reads_what_another_reads(page: Page, prints) -> None:
    """Turned, blurred, tilted, shaded, small, compressed: held against zxing-cpp."""
    both = 0
    for image in prints:
        near = image.crop((60, 1150, 700, 1600)).resize((1280, 900), Image.Resampling.BICUBIC)
        dim = Image.blend(near, Image.linear_gradient("L").resize(near.size), 0.45)
        copies = [
            (image.rotate(turned, resample=Image.Resampling.BICUBIC, expand=True, fillcolor=235), 50)
            for turned in (0, 1.7, -3.1, 90, 180, 37)
        ]
        copies += [
            (tilted(near, by).rotate(turned, fillcolor=200, expand=True), 70) for by, turned in ((0.04, 8), (0.1, -20))
        ]
        copies += [
            (near.filter(ImageFilter.GaussianBlur(1.6)), 60),
            (dim, 60),
            (near.resize((430, 302), Image.Resampling.BOX), 90),
        ]
        for copy, quality in copies if image is prints[0] else copies[2::4]:
            data = kept(copy, quality=quality)
            other = zxingcpp.read_barcode(Image.open(io.BytesIO(data)))
            if other is not None:
                both += 1
                assert read(page, data) == other.text, copies.index((copy, quality))
    assert both >= 11  # of 14: where it is too dim or too coarse for one reader, the other may be lucky


def test_our_reader_knows_every_size_and_corrects_what_is_damaged(page: Page) -> None:
    for length in range(10, 1380, 7 if EVERYTHING else 130):
        text = (
            f"{URL}/verify#"
            + square.ALPHABET[length % 41] * 3
            + ("A1-/:.+Z0" * 200)[:length]
            + "0123456789" * (length % 3)
        )
        rows = qr.dots(text)
        size = len(rows)
        image = Image.frombytes("L", (size, size), b"".join(rows))
        framed = Image.new("L", (size + 8, size + 8), 255)
        framed.paste(image, (4, 4))
        large = framed.resize((framed.width * 5, framed.height * 5), Image.Resampling.NEAREST)
        assert read(page, kept(large, "PNG")) == text
        if size > 50:
            side = size * 5 // 9
            large.paste(
                128, (large.width // 2, large.width // 2, large.width // 2 + side // 2, large.width // 2 + side // 3)
            )
        assert read(page, kept(large, "PNG")) in (text, None)  # never another text
    assert read(page, kept(Image.effect_noise((400, 400), 90), "PNG")) is None
    assert read(page, kept(Image.new("L", (300, 200), 255), "PNG")) is None


def test_a_photo_shows_what_must_be_printed_large_and_in_ten_languages(page: Page, prints) -> None:
    copy = kept(prints[0].rotate(1.4, resample=Image.Resampling.BICUBIC, expand=True, fillcolor=235), quality=55)
    page.set_input_files("#photo", {"name": "photo.jpg", "mimeType": "image/jpeg", "buffer": copy})
    page.click("#form button:not([type=button])")
    page.wait_for_selector("#result h2")
    claim = a_claim()
    assert page.inner_text("#result h2") == "二维码真实：请逐项核对纸面。"
    for language in page.eval_on_selector_all("#language option", "all => all.map(one => one.value)"):
        page.select_option("#language", language)
        shown = page.inner_text("#result")
        for value in (
            claim.holder.native,
            claim.holder.latin,
            claim.holder.document_number,
            claim.office.zh,
            "undefined",
        ):
            assert (value in shown) == (value != "undefined")
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    page.set_input_files(
        "#photo", {"name": "x.png", "mimeType": "image/png", "buffer": kept(Image.new("L", (90, 90), 255), "PNG")}
    )
    page.click("#form button:not([type=button])")
    page.wait_for_selector("#result p.open")


def test_a_text_is_judged_as_the_program_judges_it(page: Page, house, trust, code, tmp_path) -> None:
    said = square.read(code).content
    signer, chain = house.ring.signer(OFFICE.id), house.ring.signer(OFFICE.id).chain
    richer = dataclasses.replace(
        said, claim=dataclasses.replace(said.claim, purpose=Bilingual(zh="移民", en="Migration"))
    )
    own = square.Square(f"{URL}/verify", square.read(code).signed, square.read(code).vouched)
    unlogged = dataclasses.replace(own, signed=square.sign(richer, key=signer.key, chain=chain))
    stranger = zxingcpp.read_barcode(printed(a_house(tmp_path, house.log.key.name).paper(form=written))).text
    cases = {
        code: None,
        " \n".join(code[at : at + 60] for at in range(0, len(code), 60)): None,
        square.text(richer, own, chain): ("code_forged", "square_forged"),
        square.text(richer, unlogged, chain): ("not_logged", "square_not_logged"),
        stranger: ("code_unknown", "square_unknown_key"),
        code.partition("/verify#")[0] + "/verify#" + said.claim.code: ("code_plain", "square_plain"),
        code[:-3]: ("code_unreadable", "square_unreadable"),
        "": ("code_unreadable", "square_unreadable"),
    }
    for text, reasons in cases.items():
        found, program = checked(page, text), scanned.check(text, trust)
        good = found["issuer"]["holds"] == found["logged"]["holds"] == "yes"
        assert good == program.genuine == (reasons is None)
        if reasons:
            assert {found["issuer"]["code"], program.signed.code, found["logged"]["code"], program.logged.code} >= set(
                reasons
            )
        else:
            assert found["claim"] == json.loads(program.claim.canonical())
    key = key_id(chain.issuing)
    for size, told in ((said.index, "key_lost"), (said.index + 1, "issuer")):
        lost = [Lost(key, house.log.key.name, size, "").as_json()]
        found = page.evaluate("([text, lost]) => Qingbai.checkCode(text, { ...kept, lost })", [code, lost])
        assert found["issuer"]["code"] == told
    for at in range(code.index("#") + 1, len(code), 9):
        sign = square.ALPHABET[(square.ALPHABET.find(code[at]) + 5) % 41]
        found = checked(page, code[:at] + sign + code[at + 1 :])
        assert not found["issuer"]["holds"] == found["logged"]["holds"] == "yes"


def test_a_status_list_tells_of_a_code_too_whether_it_is_current(page: Page, house, trust, code) -> None:
    house.ring.make_status(at=AT)
    status, signer = house.ring.status_signer(), house.ring.signer(OFFICE.id)
    said = dataclasses.replace(square.read(code).content, status=Entry(0, 99))

    def vouch(leaf):
        return note.sign_entry(index=said.index, leaf=leaf, key=house.log.key)

    made = square.made(said, base_url=URL, key=signer.key, chain=signer.chain, vouch=vouch)
    text = square.text(said, made, signer.chain)
    for entries, told in (([99], "not_current"), ([98], "current")):
        signed = statements.sign_list(
            number=0, encoded=status_list.encode(entries), base_url=URL, key=status.key, chain=status.chain, at=AT
        )
        assert checked(page, text, signed)["current"]["code"] == told
        assert scanned.check(text, trust, carried=Carried(signed, AT)).current.code == told
    assert checked(page, text)["current"]["code"] == "not_asked"


@pytest.mark.parametrize("form", FORMS)
def test_a_file_whose_code_says_something_else_is_refused_even_with_the_offices_own_signature(
    page: Page, house, form
) -> None:
    data, other = house.paper(form=FORMS[form]), house.paper(numbered(a_claim(AnswerPaper.REFUSAL)), form=FORMS[form])
    for changed, code in (
        (data, "intact"),
        (resigned(house, data, drawn_on(data)), "intact"),
        (resigned(house, data, drawn_on(other)), "other_form"),
    ):
        found = page.evaluate(
            "([data, now]) => Qingbai.check(Uint8Array.from(atob(data), c => c.charCodeAt(0)), kept, { now })",
            [base64.b64encode(changed).decode(), NOW],
        )
        assert found["intact"]["code"] == code


def drawn_on(data: bytes) -> bytes:
    """The dots of a paper's code."""
    covered = signature.covered(data)
    sealed = cms.check(covered.container, covered.digest)
    certified = signature.opened(data, sealed, covered.container)
    drawn = parse(certified.attachment).picture(sealed.chain)(hashlib.sha256(certified.document).digest())
    return drawn[drawn.index(b"stream\n") + 7 : drawn.index(b"\nendstream")]


def resigned(house, data: bytes, dots: bytes) -> bytes:
    """A paper with these dots for its code, signed anew with the office's key."""
    bent = bytearray(data)
    start = data.index(drawn_on(data))
    size = min(len(dots), len(drawn_on(data)))
    bent[start : start + size] = dots[:size]
    covered = signature.covered(bytes(bent))
    signer = house.ring.signer(OFFICE.id)
    stamp = lasting.of(house.ring, at=AT).stamp
    container = cms.sign(covered.digest, signer.key, signer.chain, stamp).hex().encode()
    bent[covered.start + 1 : covered.end - 1] = container.ljust(covered.end - covered.start - 2, b"0")
    return bytes(bent)


def test_a_camera_reads_the_code_without_a_network(browser: Browser, file: Path, prints, tmp_path) -> None:
    """A film of a hand-held paper in the place of a camera."""
    near = prints[0].crop((60, 1150, 700, 1510)).resize((1280, 720), Image.Resampling.BICUBIC)
    frames = [tilted(near, 0.02 + turned / 200).rotate(turned, fillcolor=190) for turned in (4.0, 2.5, 1.0)]
    film = tmp_path / "film.mjpeg"
    film.write_bytes(b"".join(kept(frame.convert("RGB"), quality=80) for frame in frames for _ in range(5)))
    flags = [
        *(["--no-sandbox"] if os.geteuid() == 0 else []),
        "--use-fake-ui-for-media-stream",
        "--use-fake-device-for-media-stream",
        f"--use-file-for-fake-video-capture={film}",
    ]
    camera = browser.browser_type.launch(executable_path=CHROMIUM, args=flags)
    try:
        opened = camera.new_context(viewport={"width": 390, "height": 800}, locale="en-GB", offline=True).new_page()
        asked, said = watched(opened)
        open_page(opened, file)
        opened.click("#camera")
        opened.wait_for_selector("#result h2", timeout=60_000)
        assert opened.inner_text("#result h2") == "The code is genuine: compare every line with the paper."
        assert a_claim().holder.document_number in opened.inner_text("#result")
        assert opened.evaluate("filming === null && document.getElementById('film').hidden")
        assert (asked, said) == ([file.as_uri()], [])
    finally:
        camera.close()
