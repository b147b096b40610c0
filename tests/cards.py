"""Identity documents of invented people, drawn by the tests: cards, permits, passports and portraits, each marked 样本 SPECIMEN; and how a telephone spoils them.

No real layout is copied: only the labels, their order and the places that a reader must know. Numbers are of area 1001xx, which does not exist.
"""

import io
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path

import pylopdf_fonts_zh_cn
from PIL import Image, ImageDraw, ImageEnhance, ImageFilter, ImageFont

from qingbai.matching.identity import check_character, icao_check_digit

CARD, PAGE = (1010, 638), (1250, 880)
INK, LABEL = (20, 22, 26), (52, 92, 140)
MONO = Path("/usr/share/fonts/truetype/dejavu/DejaVuSansMono.ttf")


@dataclass(frozen=True)
class Holder:
    """Who a drawn document is made out to."""

    name: str = "林清荷"
    sex: str = "女"
    nation: str = "汉"
    born_on: date = date(1991, 4, 16)
    address: tuple[str, ...] = ("示例省青川市河阳区望江路", "18号3栋502室")
    number: str = ""
    area: str = "100101"
    sequence: str = "002"
    latin: tuple[str, str] = ("LIN", "QINGHE")
    passport: str = "EX1234567"
    country: str = "CHN"
    valid: tuple[date, date] = (date(2019, 3, 1), date(2039, 3, 1))

    @property
    def id_number(self) -> str:
        first = f"{self.area}{self.born_on:%Y%m%d}{self.sequence}"
        return self.number or first + check_character(first)


LIN = Holder()
SHEN = Holder(
    name="沈小渡", sex="男", born_on=date(1988, 11, 2), sequence="017", latin=("SHEN", "XIAODU"), passport="EX7654321"
)


@cache
def font(size: int, face: str = "Sans") -> ImageFont.FreeTypeFont:
    folder = Path(pylopdf_fonts_zh_cn.__file__).parent
    return ImageFont.truetype(str(folder / f"NotoS{face[1:]}SC-Regular.otf"), size)


@cache
def mono(size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(MONO), size) if MONO.exists() else font(size)


def _paper(size: tuple[int, int], tint: tuple[int, int, int]) -> tuple[Image.Image, ImageDraw.ImageDraw]:
    """A sheet with the fine waves that such papers have, and the word that it is none."""
    sheet = Image.new("RGB", size, tint)
    draw = ImageDraw.Draw(sheet)
    for y in range(0, size[1], 14):
        draw.line([(x, y + (x // 40 % 2) * 5) for x in range(0, size[0] + 40, 40)], fill=tuple(c - 9 for c in tint))
    draw.text((size[0] - 250, 8), "样本 SPECIMEN", font=font(24), fill=tuple(c - 40 for c in tint))
    return sheet, draw


def face(size: tuple[int, int] = (240, 300), background: tuple[int, int, int] = (246, 247, 248)) -> Image.Image:
    """A head put together from ellipses: a machine takes it for a face, and no person is in it."""
    picture = Image.new("RGB", size, background)
    draw, (w, h) = ImageDraw.Draw(picture), size
    middle, skin, shade = w / 2, (222, 186, 160), (190, 150, 126)
    one = w / 358

    def oval(x: float, y: float, across: float, down: float, fill: tuple[int, int, int]) -> None:
        draw.ellipse((x - across * one, y - down * one, x + across * one, y + down * one), fill=fill)

    draw.ellipse((w * 0.08, h * 0.74, w * 0.92, h * 1.4), fill=(60, 70, 100))
    draw.rectangle((middle - 40 * one, h * 0.62, middle + 40 * one, h * 0.8), fill=shade)
    draw.ellipse((middle - 92 * one, h * 0.12, middle + 92 * one, h * 0.72), fill=skin)
    draw.chord((middle - 98 * one, h * 0.08, middle + 98 * one, h * 0.55), 180, 360, fill=(38, 30, 26))
    draw.ellipse((middle - 80 * one, h * 0.2, middle + 80 * one, h * 0.5), fill=skin)
    eyes = h * 0.385
    for side in (-1, 1):
        x = middle + side * 38 * one
        oval(x, eyes - 3 * one, 30, 19, (186, 146, 122))
        draw.line(
            [(x - 26 * one, eyes - 22 * one), (x + 26 * one, eyes - 24 * one)],
            fill=(50, 38, 30),
            width=max(1, round(7 * one)),
        )
        oval(x, eyes, 20, 9, (240, 240, 238))
        oval(x, eyes, 10, 10, (36, 26, 22))
    nose = [(-7, eyes), (7, eyes), (15, h * 0.53), (-15, h * 0.53)]
    draw.polygon([(middle + x * one, y) for x, y in nose], fill=(236, 204, 180))
    oval(middle, h * 0.53, 17, 8, (196, 150, 126))
    oval(middle, h * 0.61, 32, 9, (160, 84, 80))
    return picture.filter(ImageFilter.GaussianBlur(0.6 * one))


def _labelled(draw: ImageDraw.ImageDraw, at: tuple[int, int], label: str, value: str, gap: int = 22) -> None:
    draw.text(at, label, font=font(27), fill=LABEL)
    wide = int(draw.textlength(label, font=font(27)))
    draw.text((at[0] + wide + gap, at[1] - 4), value, font=font(34), fill=INK)


def resident_card(holder: Holder = LIN) -> Image.Image:
    """The side of a resident identity card that tells the person (居民身份证)."""
    sheet, draw = _paper(CARD, (226, 234, 240))
    _labelled(draw, (70, 66), "姓 名", holder.name)
    _labelled(draw, (70, 144), "性 别", holder.sex)
    _labelled(draw, (280, 144), "民 族", holder.nation)
    draw.text((70, 222), "出 生", font=font(27), fill=LABEL)
    at = 164
    for value, unit in ((holder.born_on.year, "年"), (holder.born_on.month, "月"), (holder.born_on.day, "日")):
        draw.text((at, 218), str(value), font=font(34), fill=INK)
        at += int(draw.textlength(str(value), font=font(34))) + 12
        draw.text((at, 222), unit, font=font(27), fill=LABEL)
        at += 46
    _labelled(draw, (70, 304), "住 址", holder.address[0])
    for place, line in enumerate(holder.address[1:], 1):
        draw.text((164, 300 + 52 * place), line, font=font(34), fill=INK)
    draw.text((70, 540), "公民身份号码", font=font(27), fill=LABEL)
    draw.text((330, 532), " ".join(holder.id_number), font=font(38), fill=INK)
    sheet.paste(face(), (700, 120))
    return sheet


def resident_card_back(holder: Holder = LIN) -> Image.Image:
    """The side that tells how long the card is valid."""
    sheet, draw = _paper(CARD, (232, 236, 232))
    draw.text((330, 110), "中华人民共和国", font=font(46), fill=INK)
    draw.text((340, 210), "居 民 身 份 证", font=font(60), fill=INK)
    _labelled(draw, (220, 440), "签发机关", "青川市公安局河阳分局", 30)
    first, last = holder.valid
    until = "长期" if last.year > 2150 else f"{last:%Y.%m.%d}"
    _labelled(draw, (220, 520), "有效期限", f"{first:%Y.%m.%d}-{until}", 30)
    return sheet


def residence_permit(holder: Holder = LIN) -> Image.Image:
    """A residence permit of a citizen (居住证)."""
    sheet, draw = _paper(CARD, (238, 232, 222))
    draw.text((70, 30), "居住证", font=font(40), fill=INK)
    _labelled(draw, (70, 104), "姓名", holder.name)
    _labelled(draw, (70, 164), "性别", holder.sex)
    _labelled(draw, (250, 164), "民族", holder.nation)
    _labelled(draw, (70, 224), "出生", f"{holder.born_on.year}年{holder.born_on.month}月{holder.born_on.day}日")
    _labelled(draw, (70, 290), "户籍地址", "示例省白石市")
    _labelled(draw, (70, 350), "居住地址", holder.address[0])
    _labelled(draw, (70, 540), "公民身份号码", holder.id_number)
    sheet.paste(face(), (700, 120))
    return sheet


def zone(holder: Holder = LIN) -> tuple[str, str]:
    """The two lines at the foot of a passport (ICAO 9303-4)."""
    names = "<<".join(part.replace(" ", "<") for part in holder.latin)
    first = f"P<{holder.country}{names}".ljust(44, "<")[:44]
    number, birth = holder.passport.ljust(9, "<"), f"{holder.born_on:%y%m%d}"
    until, rest = f"{holder.valid[1]:%y%m%d}", "<" * 14
    sex = "M" if holder.sex == "男" else "F"
    parts = [(one, icao_check_digit(one)) for one in (number, birth, until)]
    whole = icao_check_digit("".join(a + b for a, b in parts) + rest + "<")
    (n, nc), (b, bc), (u, uc) = parts
    return first, f"{n}{nc}{holder.country}{b}{bc}{sex}{u}{uc}{rest}<{whole}"


def passport(holder: Holder = LIN) -> Image.Image:
    """The page of a passport that tells the person."""
    sheet, draw = _paper(PAGE, (232, 230, 238))
    draw.text((60, 40), "护照 PASSPORT", font=font(40), fill=INK)
    rows = (
        ("护照号/Passport No.", holder.passport),
        ("姓名/Name", f"{holder.name} {holder.latin[0]}, {holder.latin[1]}"),
        ("性别/Sex", "男/M" if holder.sex == "男" else "女/F"),
        ("国籍/Nationality", holder.country),
        ("出生日期/Date of birth", f"{holder.born_on:%d %b %Y}".upper()),
        ("有效期至/Date of expiry", f"{holder.valid[1]:%d %b %Y}".upper()),
    )
    for place, (label, value) in enumerate(rows):
        draw.text((430, 110 + 92 * place), label, font=font(24), fill=LABEL)
        draw.text((430, 142 + 92 * place), value, font=font(32), fill=INK)
    sheet.paste(face((320, 400)), (60, 140))
    for place, line in enumerate(zone(holder)):
        draw.text((50, 730 + 64 * place), line, font=mono(43), fill=INK)
    return sheet


def portrait(background: tuple[int, int, int] = (246, 247, 248), size: tuple[int, int] = (358, 441)) -> Image.Image:
    """A portrait as an application wants it, by its size and colours."""
    return face(size, background)


# --- what happens to a picture on its way -------------------------------------------------------------------------


def on_a_table(sheet: Image.Image, share: float = 0.78) -> Image.Image:
    """The paper on a dark table."""
    table = Image.new("RGB", (int(sheet.width / share), int(sheet.height / share)), (74, 62, 52))
    table.paste(sheet, ((table.width - sheet.width) // 2, (table.height - sheet.height) // 2))
    return table


def turned(sheet: Image.Image, degrees: float) -> Image.Image:
    return sheet.rotate(degrees, expand=True, fillcolor=(74, 62, 52), resample=Image.Resampling.BICUBIC)


def soft(sheet: Image.Image, radius: float) -> Image.Image:
    return sheet.filter(ImageFilter.GaussianBlur(radius))


def dark(sheet: Image.Image, share: float = 0.35) -> Image.Image:
    return ImageEnhance.Brightness(sheet).enhance(share)


def glared(sheet: Image.Image) -> Image.Image:
    """A lamp's reflection over the middle of the paper."""
    spot = Image.new("L", sheet.size, 0)
    w, h = sheet.size
    ImageDraw.Draw(spot).ellipse((w * 0.12, h * 0.1, w * 0.7, h * 0.85), fill=255)
    return Image.composite(Image.new("RGB", sheet.size, "white"), sheet, spot.filter(ImageFilter.GaussianBlur(24)))


def smaller(sheet: Image.Image, width: int) -> Image.Image:
    return sheet.resize((width, sheet.height * width // sheet.width), Image.Resampling.LANCZOS)


def jpeg(sheet: Image.Image, quality: int = 85) -> bytes:
    into = io.BytesIO()
    sheet.convert("RGB").save(into, "JPEG", quality=quality)
    return into.getvalue()


def of(holder: Holder, **other) -> Holder:
    """The same person with other facts."""
    return replace(holder, **other)
