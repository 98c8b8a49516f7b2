"""What a file is, by its content; and whether people will be able to read it."""

import hashlib
import io
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypedDict

if TYPE_CHECKING:
    from PIL.Image import Image

MOST_PIXELS = 100_000_000
LEAST_SIDE = 1000  # pixels of the longer side; below, the small print of a paper cannot be read
SHARP = 40.0  # variance of the Laplacian on a thumbnail of 512 pixels; see tests/test_content.py
MOST_UNPACKED = 300 * 1024 * 1024  # bytes that an Office file may hold
MOST_PARTS = 10_000  # files packed in an Office file
FATAL = frozenset({"empty", "wrong-kind", "broken", "locked", "too-many-pixels"})
IMAGES = {"image/jpeg", "image/png", "image/webp", "image/heic", "image/heif", "image/tiff", "image/bmp", "image/gif"}
OFFICE = {
    "word/": ("word", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx"),
    "xl/": ("excel", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx"),
}
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_NO_TEXT = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
EXCEL_LOCKED = re.compile(rb"\x09\x08\x10\x00\x00\x06.{14}(\x86\x00\x00\x00)?\x2f\x00", re.DOTALL)


class Known(TypedDict):
    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class Facts:
    """What was found. kind: image, pdf, word, excel or other; look: a difference hash of images (16 hex digits)."""

    kind: str
    mime: str
    extension: str
    sha256: str
    size: int
    width: int | None = None
    height: int | None = None
    pages: int | None = None
    look: str | None = None
    problems: tuple[str, ...] = ()

    @property
    def refused(self) -> bool:
        """True when the file cannot be kept as a paper; other problems are warnings."""
        return not FATAL.isdisjoint(self.problems)


def examine(data: bytes, name: str = "") -> Facts:
    """Look at a file's bytes; the name serves only to tell old .doc from old .xls. Never raises for what it finds."""
    import filetype

    known: Known = {"sha256": hashlib.sha256(data).hexdigest(), "size": len(data)}
    if not data:
        return Facts("other", "application/octet-stream", "bin", **known, problems=("empty",))
    guess = filetype.guess(data)
    mime = guess.mime if guess else ""
    if mime in IMAGES:
        return _image(data, mime, guess.extension, known)
    if data[:1024].lstrip().startswith(b"%PDF-"):
        return _pdf(data, known)
    if data.startswith(b"PK\x03\x04"):
        return _office(data, known)
    if data.startswith(OLE):
        return _old_office(data, name, known)
    if name.lower().endswith(".csv") and _is_text(data):
        return Facts("excel", "text/csv", "csv", **known)
    return Facts("other", mime or "application/octet-stream", "bin", **known, problems=("wrong-kind",))


def _is_text(data: bytes) -> bool:
    """Whether this may be a table as text: UTF-16 with its mark, or bytes without any that no text has."""
    return data.startswith((b"\xff\xfe", b"\xfe\xff")) or not _NO_TEXT.search(data)


def _image(data: bytes, mime: str, extension: str, known: Known) -> Facts:
    from PIL.Image import DecompressionBombError

    try:
        picture = _open(data)
        size = picture.size
        if size[0] * size[1] > MOST_PIXELS:
            return Facts(
                "image", mime, extension, width=size[0], height=size[1], problems=("too-many-pixels",), **known
            )
        grey = _reduced(picture, 1024).convert("L")
    except DecompressionBombError:
        return Facts("image", mime, extension, problems=("too-many-pixels",), **known)
    except Exception:  # decoders raise whatever a hostile file makes them raise
        return Facts("image", mime, extension, problems=("broken",), **known)
    problems = []
    if max(size) < LEAST_SIDE:
        problems.append("small")
    if sharpness(grey) < SHARP:
        problems.append("blurred")
    return Facts(
        "image",
        mime,
        extension,
        width=size[0],
        height=size[1],
        look=_difference_hash(grey),
        problems=tuple(problems),
        **known,
    )


def _open(data: bytes) -> "Image":
    import warnings

    from PIL import Image
    from pillow_heif import register_heif_opener

    register_heif_opener()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # we have our own bound, which refuses
        return Image.open(io.BytesIO(data))


def _reduced(picture: "Image", longest: int) -> "Image":
    """At most `longest` pixels, turned the way it was held, on white where it is transparent.

    Made small before anything else: a copy of 100 megapixels takes 400 MB.
    """
    from PIL import Image, ImageOps

    if picture.mode in {"1", "P"}:  # these can be made small only after they have shades
        picture = picture.convert("RGBA" if picture.has_transparency_data else "RGB")
    picture.thumbnail((longest, longest))  # decodes a JPEG at a fraction of its size
    upright = ImageOps.exif_transpose(picture)
    if not upright.has_transparency_data:
        return upright
    return Image.alpha_composite(Image.new("RGBA", upright.size, "white"), upright.convert("RGBA"))


def sharpness(grey: "Image") -> float:
    """Variance of the Laplacian: how much fine detail a grey picture holds. Blurred text has little."""
    from PIL import ImageFilter, ImageStat

    small = grey.copy()
    small.thumbnail((512, 512))
    # An offset of 128 keeps negative edges, which a picture of bytes would cut off.
    edges = small.filter(ImageFilter.Kernel((3, 3), (0, 1, 0, 1, -4, 1, 0, 1, 0), scale=1, offset=128))
    inner = edges.crop((1, 1, edges.width - 1, edges.height - 1)) if min(edges.size) > 4 else edges
    return float(ImageStat.Stat(inner).var[0])


def _difference_hash(grey: "Image") -> str:
    small = grey.resize((9, 8))
    pixels = small.tobytes()
    bits = 0
    for row in range(8):
        for column in range(8):
            bits = bits << 1 | (pixels[row * 9 + column] > pixels[row * 9 + column + 1])
    return f"{bits:016x}"


def same_look(one: str, other: str) -> bool:
    """True when two pictures look nearly alike (at most four of 64 bits differ)."""
    return (int(one, 16) ^ int(other, 16)).bit_count() <= 4


def _pdf(data: bytes, known: Known) -> Facts:
    from pypdf import PdfReader
    from pypdf.errors import DependencyError

    pages: int | None = None
    problems: tuple[str, ...] = ()
    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            problems = ("locked",)
        else:
            pages = len(reader.pages)
            problems = () if pages else ("broken",)
    except DependencyError:  # encrypted with AES, which pypdf opens only beside a package of cryptography
        problems = ("locked",)
    except Exception:  # as above
        problems = ("broken",)
    return Facts("pdf", "application/pdf", "pdf", pages=pages, problems=problems, **known)


def _office(data: bytes, known: Known) -> Facts:
    from zipfile import ZipFile

    if data.count(b"PK\x01\x02") > MOST_PARTS:
        return Facts("other", "application/zip", "zip", problems=("wrong-kind",), **known)
    try:
        with ZipFile(io.BytesIO(data)) as packed:
            entries = packed.infolist()
    except Exception:  # as above
        return Facts("other", "application/zip", "zip", problems=("broken",), **known)
    names = [entry.filename for entry in entries]
    unpacked = sum(entry.file_size for entry in entries)
    if "[Content_Types].xml" in names and unpacked <= MOST_UNPACKED:
        for folder, (kind, mime, extension) in OFFICE.items():
            if any(name.startswith(folder) for name in names):
                return Facts(kind, mime, extension, **known)
    return Facts("other", "application/zip", "zip", problems=("wrong-kind",), **known)


def _old_office(data: bytes, name: str, known: Known) -> Facts:
    """Word and Excel before 2007, and newer ones with a password, lie in the same container."""
    if _has_old_password(data) or "EncryptedPackage".encode("utf-16-le") in data:
        return Facts("other", "application/x-ole-storage", "bin", problems=("locked",), **known)
    if "WordDocument".encode("utf-16-le") in data:
        return Facts("word", "application/msword", "doc", **known)
    if "Workbook".encode("utf-16-le") in data or name.lower().endswith(".xls"):
        return Facts("excel", "application/vnd.ms-excel", "xls", **known)
    return Facts("other", "application/x-ole-storage", "bin", problems=("wrong-kind",), **known)


def _has_old_password(data: bytes) -> bool:
    """Word before 2007 says so in its first bytes ([MS-DOC], FibBase); Excel in a record after its first one, or after
    the mark of write protection ([MS-XLS], FilePass).
    """
    word = data[512:524]
    return (word.startswith(b"\xec\xa5") and len(word) == 12 and word[11] & 1 == 1) or bool(EXCEL_LOCKED.search(data))


def preview(data: bytes, longest: int = 1280) -> bytes:
    """A JPEG to look at: turned upright, at most `longest` pixels, without its camera data (which tells where it was
    taken).
    """
    picture = _open(data)
    if picture.width * picture.height > MOST_PIXELS:
        raise ValueError("too many pixels")
    out = io.BytesIO()
    _reduced(picture, longest).convert("RGB").save(out, "JPEG", quality=80, optimize=True, comment=b"")
    return out.getvalue()
