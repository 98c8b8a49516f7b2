"""QR codes that print well and scan: level M, a quiet zone, large modules, and words below that people can read."""

import io
from functools import cache
from pathlib import Path
from unicodedata import normalize

import qrcode
from PIL import Image, ImageDraw, ImageFont
from qrcode.constants import ERROR_CORRECT_M

from locales.text import fold

FONTS = (
    "/usr/share/fonts/truetype/noto/NotoSans-Bold.ttf",
    "/usr/share/fonts/truetype/dejavu/DejaVuSans-Bold.ttf",
    "/usr/share/fonts/truetype/liberation/LiberationSans-Bold.ttf",
    "/Library/Fonts/Arial Unicode.ttf",
    "C:/Windows/Fonts/arialbd.ttf",
)
PRINT_DPI = 300
LEAST_WIDTH = 1000  # pixels: 85 mm at 300 dpi


def qr_png(url: str, *, caption: str = "", module_px: int = 12) -> bytes:
    """A PNG of the code for `url` with the caption below, at least 1,000 pixels wide, marked 300 dpi."""
    code = qrcode.QRCode(error_correction=ERROR_CORRECT_M, border=4)
    code.add_data(url)
    code.make(fit=True)
    modules = code.modules_count + 2 * code.border
    code.box_size = max(module_px, -(-LEAST_WIDTH // modules))
    picture = code.make_image(fill_color="black", back_color="white").get_image().convert("L")
    if caption:
        picture = _with_caption(picture, caption)
    out = io.BytesIO()
    picture.save(out, "PNG", dpi=(PRINT_DPI, PRINT_DPI), optimize=True)
    return out.getvalue()


def _with_caption(picture: Image.Image, caption: str) -> Image.Image:
    size = picture.width // 22
    known = font(size)
    words = caption if known is not None else fold(caption).upper()
    face = known or ImageFont.load_default(size)
    lines = _wrap(_drawable(words, face), face, picture.width * 0.9)[:3]
    height = int(size * 1.45)
    taller = Image.new("L", (picture.width, picture.height + height * len(lines) + size // 2), "white")
    taller.paste(picture)
    pen = ImageDraw.Draw(taller)
    for number, line in enumerate(lines):
        pen.text((picture.width / 2, picture.height + number * height), line, fill="black", font=face, anchor="ma")
    return taller


def _drawable(words: str, face: ImageFont.FreeTypeFont | ImageFont.ImageFont) -> str:
    """Without the signs that the font lacks (an emoji, say), which would be drawn as empty boxes."""
    box = bytes(face.getmask("\uffff"))
    return "".join(sign for sign in normalize("NFC", words) if sign.isspace() or bytes(face.getmask(sign)) != box)


def _wrap(words: str, face: ImageFont.FreeTypeFont | ImageFont.ImageFont, width: float) -> list[str]:
    lines = [""]
    for word in words.split():
        longer = f"{lines[-1]} {word}".strip()
        if face.getlength(longer) <= width or not lines[-1]:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


@cache
def font(size: int) -> ImageFont.FreeTypeFont | None:
    """A font of this machine that has Vietnamese letters; None where there is none (then the words go without
    marks).
    """
    for path in FONTS:
        if Path(path).exists():
            return ImageFont.truetype(path, size)
    return None
