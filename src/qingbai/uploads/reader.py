"""The print of one picture read, or its faces found, by a process that has nothing to lose (识读图片).

Run as a program: what is wanted on the command line (``text``, ``face`` or ``measure``), the picture on standard input, one line of JSON on standard output. Like
``examine`` it knows no database, no key and no setting, may use little time and memory, and writes no file. It needs the extra ``qingbai[pictures]``; what the lines
mean it does not know (``matching.printed``).
"""

import base64
import io
import json
import os
import sys
import warnings
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

MIB = 1024 * 1024
LARGEST = 24 * MIB  # the picture has been written anew by ``examine``, or drawn from a PDF
SECONDS, MEMORY = 40, 3072 * MIB
LONGEST_SIDE = 1600  # pixels read; a card that fills a third of it is still legible
MOST_LINES = 120
NEEDLESS = 0.5  # lines of which the reader is less sure say nothing
CROP_HEIGHT = 44  # pixels
BURNT = 250  # of 255
PAGE, PORTRAIT = 1000, 358  # pixels' width at which sharpness is measured
ALIKE = 2.0  # times as long as high: such a line shows which way up it stands


def main(wanted: str) -> Mapping[str, Any]:
    """What the picture on standard input shows."""
    poor()
    image = _decoded(sys.stdin.buffer.read(LARGEST + 1))
    told: dict[str, Any] = {
        "width": image.shape[1],
        "height": image.shape[0],
        **measured(image, PORTRAIT if wanted == "face" else PAGE),
    }
    if wanted == "text":
        told["lines"] = lines(image)
    if wanted == "face":
        told["faces"] = faces(image)
    return told


def poor() -> None:
    """Little time, little memory, no file."""
    try:
        import resource
    except ImportError:  # no such limits on this system
        return
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS + 1))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    os.nice(5)  # whoever waits for a page comes first


def _decoded(data: bytes) -> Any:
    """The pixels, blue first as the library wants them, no larger than is of use."""
    import numpy
    from PIL import Image

    Image.MAX_IMAGE_PIXELS = 50_000_000
    with Image.open(io.BytesIO(data), formats=["JPEG", "PNG"]) as opened:
        plain = opened.convert("RGB")
    plain.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    return numpy.ascontiguousarray(numpy.asarray(plain)[:, :, ::-1])


# --- measured -----------------------------------------------------------------------------------------------------


def measured(image: Any, width: int) -> dict[str, float]:
    """Sharpness (variance of the Laplacian at this width), lightness, burnt-out part, colour: numbers, and nothing concluded."""
    import cv2
    import numpy

    grey = cv2.cvtColor(image, cv2.COLOR_BGR2GRAY)
    wide = cv2.resize(grey, (width, max(1, round(width * grey.shape[0] / grey.shape[1]))), interpolation=cv2.INTER_AREA)
    burnt = (wide >= BURNT).astype(numpy.uint8)
    _many, _labels, patches, _centres = cv2.connectedComponentsWithStats(burnt)
    patch = max((int(one[cv2.CC_STAT_AREA]) for one in patches[1:]), default=0)
    spread = image.astype(numpy.int16)
    return {
        "sharpness": round(float(cv2.Laplacian(wide, cv2.CV_64F).var()), 1),
        "light": round(float(grey.mean()), 1),
        "glare": round(patch / wide.size, 4),
        "colour": round(float((spread.max(axis=2) - spread.min(axis=2)).mean()), 1),
    }


# --- print --------------------------------------------------------------------------------------------------------


def lines(image: Any) -> list[dict[str, Any]]:
    """The lines of print: text, corners in pixels of the picture as it was read, how sure (0 to 1), and a cutting of the line, upright."""
    import cv2

    reader = _reader()
    try:
        cuttings, found = reader.detect_and_crop(image, {})
        if _on_its_head(reader, cuttings):
            cuttings = [cv2.rotate(one, cv2.ROTATE_180) for one in cuttings]
        read = reader.recognize_txt(cuttings)
    except _nothing_found():
        return []
    boxes = [[[round(float(x), 1), round(float(y), 1)] for x, y in box] for box in found.boxes]
    every = zip(boxes, read.txts, read.scores, cuttings, strict=True)
    sure = [one for one in every if one[1].strip() and one[2] >= NEEDLESS]
    return [
        {"corners": box, "text": text, "confidence": round(float(score), 3), "cutting": _cutting(cut)}
        for box, text, score, cut in sure[:MOST_LINES]
    ]


def _reader() -> Any:
    from rapidocr import RapidOCR

    threads = "EngineConfig.onnxruntime.intra_op_num_threads"
    return RapidOCR(params={threads: 2, "Global.log_level": "critical"})


def _nothing_found() -> type[Exception]:
    from rapidocr.main import RapidOCRError

    found: type[Exception] = RapidOCRError
    return found


def _on_its_head(reader: Any, cuttings: Sequence[Any]) -> bool:
    """Whether most lines stand on their head. They are turned together: one line alone, of fillers say, is often mistaken."""
    long = [one for one in cuttings if one.shape[1] >= ALIKE * one.shape[0]] or list(cuttings)
    _turned, said = reader.cls_and_rotate(long)
    weights = [(1 if label == "180" else -1) * score for label, score in said.cls_res]
    return bool(sum(weights) > 0)


def _cutting(cut: Any) -> str:
    import cv2

    height, width = cut.shape[:2]
    small = cv2.resize(cut, (max(1, min(1600, width * CROP_HEIGHT // height)), CROP_HEIGHT))
    done, written = cv2.imencode(".jpg", small, [cv2.IMWRITE_JPEG_QUALITY, 70])
    return base64.b64encode(written.tobytes()).decode() if done else ""


# --- faces --------------------------------------------------------------------------------------------------------


def faces(image: Any) -> list[list[float]]:
    """The faces seen from the front: left, top, width and height, as shares of the picture."""
    import cv2

    height, width = image.shape[:2]
    share = 480 / max(height, width)
    grey = cv2.cvtColor(cv2.resize(image, None, fx=share, fy=share), cv2.COLOR_BGR2GRAY)
    shapes = Path(cv2.__file__).with_name("data") / "haarcascade_frontalface_alt2.xml"
    cascade = cv2.CascadeClassifier(str(shapes))
    least = int(0.1 * min(grey.shape))
    found = cascade.detectMultiScale(grey, scaleFactor=1.1, minNeighbors=4, minSize=(least, least))
    tall, wide = grey.shape
    return [[round(float(v), 4) for v in (x / wide, y / tall, w / wide, h / tall)] for x, y, w, h in found]


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    said = json.dumps(main(sys.argv[1]))
    sys.stdout.write(said + "\n")
