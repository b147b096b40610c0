"""Why a file was not taken, and what to do (上传被拒的原因): a sentence in both languages for every code of ``examine`` and of the services."""

from collections.abc import Mapping

from qingbai.incoming import Fault, Refused

SENTENCES: Mapping[str, tuple[str, str]] = {
    "empty": ("文件是空的。请重新选择。", "The file is empty: choose it again."),
    "too_large": (
        "文件超过{most} MB。请用手机拍照上传，或压缩后重试。",
        "The file is larger than {most} MB: take a photo with a telephone, or make the file smaller.",
    ),
    "too_much_for_the_case": (
        "本件已上传的材料合计超过{most} MB。请只上传所列材料，或到受理单位当面提交。",
        "All files of this case together are larger than {most} MB: send the papers of the list only, or bring them to the office.",
    ),
    "too_many_files": (
        "本件已上传{most}个文件，不能再传。请到受理单位当面提交。",
        "This case has {most} files already and can take no more: bring the papers to the office.",
    ),
    "unknown": (
        "不是JPEG、PNG或PDF文件。请拍照上传，或另存为PDF。",
        "This is no JPEG, PNG or PDF file: take a photo, or save it as PDF.",
    ),
    "heic": (
        "这是HEIC格式的照片，不能上传。请用本页的“现在拍照”，或在手机相机设置中选择“兼容性最佳”后重拍，或转为JPEG。",
        "This is a HEIC photo, which is not taken: use “Or take a photo now” on this page, set the camera to “Most compatible” and take it again, or save it as JPEG.",
    ),
    "heic_large": (
        "这是HEIC格式的照片，且超过{most} MB。请用本页的“现在拍照”，或在手机相机设置中选择“兼容性最佳”后重拍。",
        "This is a HEIC photo of more than {most} MB: use “Or take a photo now” on this page, or set the camera to “Most compatible” and take it again.",
    ),
    "photo_wanted": (
        "这里需要照片，不能用PDF。请上传JPEG或PNG格式的证件照。",
        "A photograph is asked for here, not a PDF: send the portrait as JPEG or PNG.",
    ),
    "video": ("这是视频。请拍一张照片。", "This is a film: take a photo."),
    "picture": (
        "不支持这种图片格式。请另存为JPEG或PNG。",
        "Pictures of this kind are not taken: save it as JPEG or PNG.",
    ),
    "office": (
        "这是Word、Excel或压缩文件。请另存为PDF后上传，压缩包请先解压。",
        "This is a Word, Excel or compressed file: save it as PDF; unpack an archive first.",
    ),
    "program": (
        "这是程序文件，不能上传。请选择材料的照片或PDF。",
        "This is a program: choose a photo or a PDF of the paper.",
    ),
    "svg": (
        "SVG图形可能含有脚本，不能上传。请另存为PNG或PDF。",
        "SVG drawings can hold programs and are not taken: save it as PNG or PDF.",
    ),
    "web_page": ("这是网页文件。请打印为PDF后上传。", "This is a web page: print it as PDF and choose that."),
    "late_pdf": (
        "PDF文件开头有多余内容。请打开后重新另存为PDF。",
        "Something stands before the beginning of this PDF: open it and save it as PDF again.",
    ),
    "damaged_picture": (
        "图片不完整或已损坏。请重新拍照或重新选择。",
        "The picture is damaged or incomplete: take or choose it again.",
    ),
    "too_many_pixels": (
        "图片超过{most}百万像素。请降低相机的分辨率后重拍。",
        "The picture has more than {most} million pixels: set the camera to a lower resolution and take it again.",
    ),
    "too_small": (
        "图片太小，长宽须各不少于{least}像素，否则看不清。请靠近拍摄。",
        "The picture is too small to read: each side needs {least} pixels or more. Take it again from nearer.",
    ),
    "blank": (
        "图片上看不到内容。请在光线充足处重拍。",
        "Nothing can be seen in the picture: take it again in good light.",
    ),
    "damaged_pdf": (
        "PDF不完整或已损坏。请打开后重新另存为PDF。",
        "The PDF is damaged or incomplete: open it and save it as PDF again.",
    ),
    "locked_pdf": (
        "PDF设有密码或权限限制。请取消后重新上传。",
        "The PDF is protected by a password or by limits: remove them and send it again.",
    ),
    "active_pdf": (
        "PDF含有脚本、表单程序或自动动作，不能上传。请打印为PDF后重试。",
        "The PDF holds a program or acts by itself, which is not taken: print it as PDF and send that.",
    ),
    "attached_pdf": (
        "PDF里夹带了其他文件。请分别上传，或打印为PDF后重试。",
        "Other files are attached inside the PDF: send them one by one, or print it as PDF and send that.",
    ),
    "no_page": ("PDF里没有页面。请重新导出。", "The PDF has no page: export it again."),
    "too_many_pages": (
        "PDF超过{most}页或内容过于复杂。请只保留需要的页面。",
        "The PDF has more than {most} pages or too many parts: keep only the pages that are needed.",
    ),
    "too_much": (
        "文件处理所需的时间或内存过多。请降低清晰度后重试。",
        "The file takes too much time or memory to open: make it simpler and send it again.",
    ),
    "infected": (
        "安全检查未通过，文件可能含有病毒。请换一个文件。",
        "The file did not pass the virus check: send another one.",
    ),
}


class UploadRefused(Refused):
    """The file cannot be taken. ``faults`` says why and what to do, at the paper that it was for."""


def refused(paper: str, code: str, **facts: int | str) -> UploadRefused:
    """The refusal of this code for this paper."""
    zh, en = SENTENCES[code]
    return UploadRefused(Fault(paper, code, zh.format_map(facts), en.format_map(facts)))
