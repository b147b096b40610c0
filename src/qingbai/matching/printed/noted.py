"""What is said about a picture (识读提示): a code with its facts, and a sentence for it in both languages that ends with what to do.

Other than a ``Remark``, a note may repeat what was read: it is shown to the person whose paper it is and to the officer of the case, and stands in no log.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Noted:
    """One note. ``field``: the field that it is about, where it is about one."""

    code: str
    facts: Mapping[str, str] = field(default_factory=dict)
    field: str = ""

    @property
    def asks(self) -> bool:
        """Whether the person is asked before the paper is handed in; other notes only tell."""
        return self.code not in TELL

    @property
    def compares(self) -> bool:
        """Whether it tells a field read from what is known of it."""
        return {"read", "told"} <= set(self.facts)

    @property
    def zh(self) -> str:
        """The sentence in Chinese."""
        return SENTENCES[self.code][0].format_map(_worded(self.facts, 0))

    @property
    def en(self) -> str:
        """The sentence in English."""
        return SENTENCES[self.code][1].format_map(_worded(self.facts, 1))


def _worded(facts: Mapping[str, str], language: int) -> dict[str, str]:
    return {key: TERMS.get(value, (value, value))[language] for key, value in facts.items()}


TELL = frozenset({"by_hand", "not_read", "upside_down"})

# what facts may say besides themselves -> (Chinese, English)
TERMS: Mapping[str, tuple[str, str]] = {
    "resident_card": ("居民身份证（人像面）", "the front of a resident identity card"),
    "resident_card_back": ("居民身份证（国徽面）", "the back of a resident identity card"),
    "residence_permit": ("居住证", "a residence permit"),
    "hmt_residence_permit": ("港澳台居民居住证", "a residence permit for Hong Kong, Macau and Taiwan residents"),
    "hk_macau_travel_permit": ("港澳居民来往内地通行证", "a mainland travel permit for Hong Kong and Macau residents"),
    "taiwan_travel_permit": ("台湾居民来往大陆通行证", "a mainland travel permit for Taiwan residents"),
    "foreign_resident_card": ("外国人永久居留身份证", "a foreign permanent resident card"),
    "passport": ("护照", "a passport"),
    "card_with_zone": ("带机读区的证件", "a card with a machine-readable zone"),
    "identity": ("身份证件", "an identity document"),
    "M": ("男", "male"),
    "F": ("女", "female"),
    "signed_in": ("您登录的身份", "you are signed in with"),
    "person": ("申请中本人的信息", "the application gives for the person"),
    "agent": ("申请中代理人的信息", "the application gives for the agent"),
    "guardian": ("申请中监护人的信息", "the application gives for the guardian"),
}

# code -> (Chinese, English)
SENTENCES: Mapping[str, tuple[str, str]] = {
    # against what is known
    "number_differs": (
        "照片上的证件号码读作{read}，{source}为{told}。请核对是不是这份证件。",
        "The number on the photo reads {read}; {source} {told}. Is it the right paper?",
    ),
    "name_differs": (
        "照片上的姓名读作“{read}”，{source}为“{told}”。请核对是不是这份证件。",
        "The name on the photo reads “{read}”; {source} “{told}”. Is it the right paper?",
    ),
    "name_close": (
        "照片上的姓名读作“{read}”，{source}为“{told}”，可能是识读有误。请核对。",
        "The name on the photo reads “{read}”; {source} “{told}”. It may have been misread: please compare.",
    ),
    "sex_differs": (
        "照片上的性别读作{read}，{source}为{told}。请核对。",
        "The sex on the photo reads {read}; {source} {told}. Please compare.",
    ),
    "birth_differs": (
        "照片上的出生日期读作{read}，{source}为{told}。请核对。",
        "The date of birth on the photo reads {read}; {source} {told}. Please compare.",
    ),
    "nationality_differs": (
        "照片上的国籍读作{read}，{source}为{told}。请核对。",
        "The nationality on the photo reads {read}; {source} {told}. Please compare.",
    ),
    "expired": (
        "证件有效期至{until}，已经过期。请上传有效的证件。",
        "The paper was valid until {until} and has expired: send one that is valid.",
    ),
    "not_yet_valid": (
        "证件自{since}起有效，尚未生效。请核对。",
        "The paper is valid only from {since}. Please compare.",
    ),
    "other_paper": (
        "照片上看来是{kind}，这里需要的是{wanted}。请重新选择，或确认无误后提交。",
        "The photo seems to show {kind}; what is asked for here is {wanted}. Choose another, or send it if you are sure.",
    ),
    "no_document": (
        "照片上没有识读出证件。请把整个证件平放拍清楚；确认无误也可以提交，由工作人员查看。",
        "No identity document could be read in the photo. Lay the whole paper flat and take it again; if you are sure, send it: an officer looks at it.",
    ),
    "nothing_written": (
        "照片上没有识读出文字，可能拍的是空白面。请拍有文字的一面。",
        "No writing was found in the photo: it may be the blank side. Take the side that is printed.",
    ),
    "back_missing": (
        "只有人像面。请补拍国徽面，上面有有效期限。",
        "Only the side with the portrait is here. Add the other side: it tells until when the card is valid.",
    ),
    "front_missing": (
        "只有国徽面。请补拍人像面，上面有姓名和号码。",
        "Only the back is here. Add the side with the portrait, which tells name and number.",
    ),
    "other_persons_card": (
        "照片上的证件与申请中的任何人都不符。请核对。",
        "The paper is of nobody in this application. Please compare.",
    ),
    # the paper against itself
    "number_unsound": (
        "号码“{read}”校验不符，可能识读有误，也可能证件有问题。请逐位核对。",
        "The number “{read}” does not satisfy its own check: it was misread, or something is wrong with the paper. Compare each character.",
    ),
    "zone_unsound": (
        "机读区校验不符（{fields}），可能识读有误，也可能证件有问题。请逐位核对。",
        "The machine-readable zone does not satisfy its own checks ({fields}): it was misread, or something is wrong with the paper.",
    ),
    "number_and_birth": (
        "号码中的出生日期是{number}，证件上印的是{printed}。请核对。",
        "The number says born on {number}, the paper prints {printed}. Please compare.",
    ),
    "number_and_sex": (
        "号码中的性别是{number}，证件上印的是{printed}。请核对。",
        "The number says {number}, the paper prints {printed}. Please compare.",
    ),
    # the picture
    "upside_down": (
        "照片不是正放的，已按正向识读。",
        "The photo does not stand upright; it was read the right way up.",
    ),
    "soft": (
        "照片模糊，字看不清。请拿稳、对焦后重拍。",
        "The photo is blurred: hold still, let it focus and take it again.",
    ),
    "dark": ("照片太暗。请在光线充足处重拍。", "The photo is too dark: take it again in good light."),
    "glare": (
        "照片上有反光，遮住了部分内容。请避开灯光重拍。",
        "A reflection covers part of the photo: turn away from the lamp and take it again.",
    ),
    "small": (
        "照片上的字太小。请靠近拍摄，让证件占满画面。",
        "The writing in the photo is too small: go nearer, so that the paper fills the picture.",
    ),
    "by_hand": (
        "没有读出图片中的内容，请自行填写；也可以换一张清晰的照片再试。",
        "The picture could not be read: fill in the boxes by hand, or try again with a sharper one.",
    ),
    "not_read": (
        "没有自动识读，由工作人员查看。",
        "It was not read by machine; an officer looks at it.",
    ),
    # portraits
    "no_face": (
        "照片上没有找到正面人脸。请正对镜头、去掉遮挡后重拍。",
        "No face seen from the front was found: look into the camera with nothing before the face and take it again.",
    ),
    "several_faces": (
        "照片上有{found}张人脸，只能有一人。请单独拍摄。",
        "{found} faces were found, and there may be one only: take it alone.",
    ),
    "face_small": (
        "头部在照片中太小（占高度{share}%，应为{least}%至{most}%）。请靠近拍摄或裁剪。",
        "The head is too small ({share}% of the height; it should be {least}% to {most}%): go nearer, or crop the photo.",
    ),
    "face_large": (
        "头部在照片中太大（占高度{share}%，应为{least}%至{most}%）。请离远一点拍摄。",
        "The head is too large ({share}% of the height; it should be {least}% to {most}%): take it from further away.",
    ),
    "off_centre": ("头部不在中间。请居中拍摄或裁剪。", "The head is not in the middle: centre it, or crop the photo."),
    "grey": ("这是黑白照片，需要彩色照片。", "This is a photo in grey; one in colour is asked for."),
    "background_dark": (
        "背景太暗。请用白色或浅色背景拍摄。",
        "The background is too dark: take it before a white or light wall.",
    ),
    "background_uneven": (
        "背景不是纯色。请用纯白或浅色背景拍摄。",
        "The background is not plain: take it before a plain white or light wall.",
    ),
    "portrait_small": (
        "照片只有{width}×{height}像素，至少需要{least_width}×{least_height}。",
        "The photo has {width} × {height} pixels; it needs {least_width} × {least_height} or more.",
    ),
    "portrait_shape": (
        "照片宽高比是{ratio}，证件照应为竖幅（{least}至{most}）。请裁剪后上传。",
        "The photo's width to height is {ratio}; a portrait stands upright ({least} to {most}): crop it.",
    ),
    "portrait_soft": ("人像模糊。请对焦后重拍。", "The portrait is blurred: let it focus and take it again."),
}
