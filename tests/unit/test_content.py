"""What a file is, by its bytes: every kind, every problem, and nothing that a damaged file can do to us."""

import hashlib
import io
import struct
import zipfile
import zlib
from functools import cache
from random import Random

import docx
import pillow_heif
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image, ImageDraw, ImageFilter
from pypdf import PdfReader, PdfWriter
from reportlab.pdfgen.canvas import Canvas  # type: ignore[import-untyped]

from bot.demo.drawings import paper_photo, product_photo
from storage.content import FATAL, OLE, SHARP, Facts, examine, preview, same_look, sharpness

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SHEETS = {"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": b"<workbook/>", "xl/worksheets/sheet1.xml": b"<a/>"}
GPS, ORIENTATION = 0x8825, 0x0112


@cache
def page(number: int = 1) -> Image.Image:
    """A photographed page of text; every number gives other words, more or fewer of them."""
    chance = Random(number)
    lines = [
        " ".join("".join(chance.choices("aăâeêioôơuưđbcghklmnt", k=chance.randint(2, 6))) for _ in range(12))
        for _ in range(3 + 2 * number)
    ]
    return Image.open(io.BytesIO(paper_photo("Giấy", lines, number)))


def saved(picture: Image.Image, form: str, **how: object) -> bytes:
    out = io.BytesIO()
    picture.save(out, form, **how)
    return out.getvalue()


def colour_at(picture: Image.Image, place: tuple[int, int]) -> tuple[int, int, int]:
    red, green, blue = (
        picture.getchannel(name).crop((*place, place[0] + 1, place[1] + 1)).tobytes()[0] for name in "RGB"
    )
    return red, green, blue


def heic(picture: Image.Image) -> bytes:
    out = io.BytesIO()
    pillow_heif.from_pillow(picture).save(out, quality=60)
    return out.getvalue()


def pdf(pages: int = 2) -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out)
    for number in range(pages):
        canvas.drawString(100, 700, f"page {number + 1}")
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def encrypted_pdf(*, to_open: str) -> bytes:
    """Encrypted; `to_open` is the password that a reader must know (empty: anybody may read, but not change it)."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf())))
    writer.encrypt(to_open, "owner", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def aes_pdf() -> bytes:
    """The encryption of today's Office and scanners (AES-256), with a password nobody knows."""
    secret = "00" * 48
    encryption = (
        f"/Filter /Standard /V 5 /R 6 /Length 256 /P -4 /O <{secret}> /U <{secret}> /OE <{secret[:64]}> /UE"
        f" <{secret[:64]}> /Perms <{secret[:32]}> /CF << /StdCF << /CFM /AESV3 /AuthEvent /DocOpen /Length 32 >> >>"
        " /StmF /StdCF /StrF /StdCF"
    )
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>",
        f"<< {encryption} >>",
    ]
    out, places = b"%PDF-2.0\n", []
    for number, words in enumerate(objects, start=1):
        places.append(len(out))
        out += f"{number} 0 obj\n{words}\nendobj\n".encode()
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    trailer = f"trailer << /Size 5 /Root 1 0 R /Encrypt 4 0 R /ID [<{secret[:32]}> <{secret[:32]}>] >>"
    return out + f"xref\n0 5\n0000000000 65535 f \n{table}{trailer}\nstartxref\n{len(out)}\n%%EOF\n".encode()


def word() -> bytes:
    document = docx.Document()
    document.add_paragraph("Phương án kinh doanh")
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def packed(entries: dict[str, bytes], *, claims: int | None = None) -> bytes:
    """A zip. claims: the size in bytes that every entry says it would unpack to."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in entries.items():
            archive.writestr(name, data)
        for entry in archive.filelist:
            entry.file_size = entry.file_size if claims is None else claims
    return out.getvalue()


def ole(stream: str) -> bytes:
    """The container of Office before 2007, as far as its directory names one stream."""
    return OLE + bytes(504) + "Root Entry".encode("utf-16-le") + bytes(44) + stream.encode("utf-16-le") + bytes(512)


def old_word(flags: int) -> bytes:
    """As `ole`, with the first bytes of a Word document: its kind, its version and, after six more, its flags."""
    first = struct.pack("<HHHHHH", 0xA5EC, 0x00C1, 0, 0x042A, 0, flags)
    return OLE + bytes(504) + first + bytes(500) + "WordDocument".encode("utf-16-le")


def old_excel(*records: int) -> bytes:
    """As `ole`, with the first record of a workbook and the given empty ones after it."""
    first = struct.pack("<HHHH12x", 0x0809, 16, 0x0600, 0x0005)
    rest = b"".join(struct.pack("<HH", record, 0) for record in records)
    return OLE + bytes(504) + first + rest + bytes(500) + "Workbook".encode("utf-16-le")


def png_claiming(width: int, height: int) -> bytes:
    """The first bytes of a PNG whose header declares this size."""
    header = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    chunk = struct.pack(">I", 13) + header + struct.pack(">I", zlib.crc32(header))
    data = b"IDAT" + zlib.compress(b"")
    return b"\x89PNG\r\n\x1a\n" + chunk + struct.pack(">I", len(data) - 4) + data + struct.pack(">I", zlib.crc32(data))


@cache
def real_files() -> dict[str, bytes]:
    picture = page()
    return {
        "jpeg": saved(picture, "JPEG", quality=80),
        "png": saved(picture, "PNG", compress_level=1),
        "webp": saved(picture, "WEBP", quality=60, method=0),
        "heic": heic(picture),
        "pdf": pdf(),
        "docx": word(),
        "xlsx": packed(SHEETS),
        "doc": ole("WordDocument"),
        "xls": ole("Workbook"),
    }


@pytest.mark.parametrize(
    ("sample", "kind", "mime", "extension"),
    [
        ("jpeg", "image", "image/jpeg", "jpg"),
        ("png", "image", "image/png", "png"),
        ("webp", "image", "image/webp", "webp"),
        ("heic", "image", "image/heic", "heic"),
        ("pdf", "pdf", "application/pdf", "pdf"),
        ("docx", "word", DOCX, "docx"),
        ("xlsx", "excel", XLSX, "xlsx"),
        ("doc", "word", "application/msword", "doc"),
        ("xls", "excel", "application/vnd.ms-excel", "xls"),
    ],
)
def test_known_by_its_bytes_whatever_its_name(sample: str, kind: str, mime: str, extension: str) -> None:
    data = real_files()[sample]
    for name in ("", "giay.exe", "giay.jpg"):
        facts = examine(data, name)
        assert (facts.kind, facts.mime, facts.extension, facts.problems) == (kind, mime, extension, ())
        assert not facts.refused
        assert (facts.sha256, facts.size) == (hashlib.sha256(data).hexdigest(), len(data))


def test_the_size_of_a_picture_and_the_pages_of_a_pdf() -> None:
    for sample in ("jpeg", "png", "webp", "heic"):
        facts = examine(real_files()[sample])
        assert (facts.width, facts.height, facts.pages) == (*page().size, None)
    facts = examine(pdf(pages=7))
    assert (facts.pages, facts.width, facts.look) == (7, None, None)


def test_an_old_workbook_without_a_name_inside_is_known_by_its_file_name() -> None:
    assert examine(ole("Book"), "BANG GIA.XLS").kind == "excel"
    assert examine(ole("Book"), "thu.msg").problems == ("wrong-kind",)


def test_old_office_files_without_a_password_are_welcome() -> None:
    assert examine(old_word(0x1200)).problems == ()
    assert examine(old_excel(0x00E1, 0x00C1)).problems == ()


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"", "empty"),
        (b"MZ\x90\x00\x03" + bytes(60) + b"This program cannot be run in DOS mode." + bytes(400), "wrong-kind"),
        (b"<!DOCTYPE html><html><body>Giay</body></html>", "wrong-kind"),
        (b"\x00" * 2000, "wrong-kind"),
        ("Nước mắm".encode(), "wrong-kind"),
        (packed({"a.txt": b"a"}), "wrong-kind"),
        (packed({"xl/workbook.xml": b"<workbook/>"}), "wrong-kind"),
        (packed(SHEETS, claims=200 * 1024 * 1024), "wrong-kind"),
        (packed(SHEETS)[:-30], "broken"),
        (packed(SHEETS).replace(b"PK\x01\x02\x14\x03\x14", b"PK\x01\x02\x14\x03\x99"), "broken"),  # by a later zip
        (pdf()[:60], "broken"),
        (b"%PDF-1.7\n" + bytes(500), "broken"),
        (encrypted_pdf(to_open="bi mat"), "locked"),
        (aes_pdf(), "locked"),
        (ole("EncryptedPackage"), "locked"),
        (old_word(0x1300), "locked"),
        (old_excel(0x002F), "locked"),
        (old_excel(0x0086, 0x002F), "locked"),
        (packed(SHEETS | {f"xl/{number}": b"" for number in range(10_000)}), "wrong-kind"),
        (png_claiming(12_000, 12_000), "too-many-pixels"),
        (png_claiming(60_000, 60_000), "too-many-pixels"),
        (png_claiming(2000, 2000), "broken"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_refused(data: bytes, problem: str) -> None:
    facts = examine(data, "anh.jpg")
    assert facts.problems == (problem,)
    assert facts.refused


@pytest.mark.parametrize("sample", ["jpeg", "png", "webp", "heic"])
def test_half_a_picture_is_broken(sample: str) -> None:
    data = real_files()[sample]
    assert examine(data[: len(data) // 2]).problems == ("broken",)


def test_every_fatal_problem_refuses_and_no_warning_does() -> None:
    for problem in FATAL:
        assert Facts("image", "image/jpeg", "jpg", "0" * 64, 1, problems=("small", problem)).refused
    assert not Facts("image", "image/jpeg", "jpg", "0" * 64, 1, problems=("small", "blurred")).refused


def test_a_pdf_that_anybody_may_read_but_not_change_is_welcome() -> None:
    facts = examine(encrypted_pdf(to_open=""))
    assert (facts.pages, facts.problems) == (2, ())


def test_small_is_a_warning() -> None:
    picture = page().copy()
    picture.thumbnail((999, 999))
    facts = examine(saved(picture, "JPEG", quality=90))
    assert facts.problems == ("small",)
    assert not facts.refused


def test_blurred_is_a_warning() -> None:
    facts = examine(saved(page().filter(ImageFilter.GaussianBlur(6)), "JPEG", quality=90))
    assert facts.problems == ("blurred",)
    assert not facts.refused


def test_the_threshold_lies_well_between_sharp_and_blurred_pages() -> None:
    pages = [page(number) for number in range(10)]
    sharp = [sharpness(one.convert("L")) for one in pages]
    blurred = [sharpness(one.convert("L").filter(ImageFilter.GaussianBlur(6))) for one in pages]
    assert max(blurred) * 1.5 < SHARP < min(sharp) / 1.5
    assert not any("blurred" in examine(product_photo("Chè dây", seed)).problems for seed in range(6))


def test_the_preview_tells_nothing_of_where_it_was_taken() -> None:
    camera = Image.Exif()
    camera.get_ifd(GPS).update({1: "N", 2: (15.0, 33.0, 6.0), 3: "E", 4: (108.0, 1.0, 7.0)})
    camera[0x010F] = "Phone maker"
    data = saved(page(), "JPEG", exif=camera, comment=b"Lan's house", xmp=b"<x:xmpmeta>15,33.1N</x:xmpmeta>")
    assert Image.open(io.BytesIO(data)).getexif().get_ifd(GPS)
    shown = preview(data)
    assert not Image.open(io.BytesIO(shown)).getexif()
    assert all(told not in shown for told in (b"Exif", b"Phone maker", b"Lan's house", b"15,33.1N"))


@pytest.mark.parametrize("orientation", range(1, 9))
def test_the_preview_stands_upright(orientation: int) -> None:
    held = Image.new("RGB", (600, 400), "white")  # red above on the left, blue below on the right
    pen = ImageDraw.Draw(held)
    pen.rectangle((0, 0, 200, 130), fill="red")
    pen.rectangle((400, 270, 600, 400), fill="blue")
    undo = {
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_90,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }
    camera = Image.Exif()
    camera[ORIENTATION] = orientation
    as_kept = held.transpose(undo[orientation]) if orientation in undo else held
    data = saved(as_kept, "JPEG", quality=95, exif=camera)
    shown = Image.open(io.BytesIO(preview(data, longest=300)))
    assert shown.size == (300, 200)
    red, _, blue = colour_at(shown, (40, 30))
    assert red > 200 > 100 > blue
    red, _, blue = colour_at(shown, (260, 170))
    assert blue > 200 > 100 > red
    upright = saved(held, "JPEG", quality=95)
    assert same_look(str(examine(data).look), str(examine(upright).look))


@pytest.mark.parametrize("sample", ["jpeg", "png", "webp", "heic"])
def test_the_preview_of_every_kind_of_picture_is_a_small_jpeg(sample: str) -> None:
    shown = Image.open(io.BytesIO(preview(real_files()[sample], longest=640)))
    assert (shown.format, shown.mode, max(shown.size)) == ("JPEG", "RGB", 640)


def test_a_transparent_picture_is_shown_on_white() -> None:
    label = Image.new("RGBA", (1200, 900), (0, 0, 0, 0))
    ImageDraw.Draw(label).rectangle((0, 0, 300, 300), fill="black")
    shown = Image.open(io.BytesIO(preview(saved(label, "PNG"))))
    assert max(colour_at(shown, (100, 100))) < 30
    assert min(colour_at(shown, (900, 600))) > 220


@pytest.mark.parametrize("mode", ["1", "L", "P", "I;16"])
def test_scanners_save_in_few_colours(mode: str) -> None:
    scan = page().convert("L").convert("I").convert("I;16") if mode == "I;16" else page().convert(mode)
    data = saved(scan, "PNG", compress_level=1)
    assert examine(data).problems == ()
    assert max(Image.open(io.BytesIO(preview(data))).size) == 1280


def test_no_preview_of_too_many_pixels() -> None:
    with pytest.raises(ValueError, match="too many pixels"):
        preview(png_claiming(12_000, 12_000))


def test_the_same_picture_sent_again_looks_the_same() -> None:
    """A messenger makes photos smaller and recompresses them."""
    first = page()
    again = first.copy()
    again.thumbnail((1280, 1280))
    one, other = examine(saved(first, "JPEG", quality=92)), examine(saved(again, "JPEG", quality=60))
    assert one.sha256 != other.sha256
    assert same_look(str(one.look), str(other.look))


def test_another_picture_does_not() -> None:
    looks = [examine(product_photo("Mật ong", seed)).look for seed in (1, 2, 5)] + [examine(saved(page(), "PNG")).look]
    for place, one in enumerate(looks):
        assert not any(same_look(str(one), str(other)) for other in looks[place + 1 :])


@given(
    st.sampled_from([b"", b"\xff\xd8\xff\xe0", b"\x89PNG\r\n\x1a\n", b"%PDF-1.7\n", b"PK\x03\x04", OLE, b"RIFF"]),
    st.binary(max_size=3000),
)
@settings(max_examples=150, deadline=None)
def test_random_bytes_never_raise(start: bytes, data: bytes) -> None:
    facts = examine(start + data, "a.xls")
    assert facts.size == len(start + data)


@given(st.data())
@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_damaged_files_never_raise(data: st.DataObject) -> None:
    original = real_files()[data.draw(st.sampled_from(sorted(real_files())))]
    kept = data.draw(st.just(len(original)) | st.integers(1, len(original)))
    damaged = bytearray(original[:kept])
    # Headers are short: half of the damage goes there.
    places = st.integers(0, min(600, kept - 1)) | st.integers(0, kept - 1)
    for place in data.draw(st.lists(places, max_size=12)):
        damaged[place] = data.draw(st.integers(0, 255))
    facts = examine(bytes(damaged))
    assert facts.kind in {"image", "pdf", "word", "excel", "other"}
    if facts.kind == "other":
        assert facts.refused
