"""Printed QR codes read the way a phone sees them: blurred, turned, far away, badly lit, from the side."""

import io
from collections.abc import Callable
from random import Random
from unicodedata import normalize

import pytest
import zxingcpp
from PIL import Image, ImageFilter

from documents import qr
from documents.qr import qr_png

URL = "https://ocop.quangnam.example/p/QNA-0012-7F3K"
CAPTION = "Nước mắm Cửa Khe — Hợp tác xã Nông nghiệp Bình Dương, xã Thăng Trường"


def code(url: str = URL, caption: str = CAPTION) -> Image.Image:
    return Image.open(io.BytesIO(qr_png(url, caption=caption)))


def read(picture: Image.Image) -> str | None:
    found = zxingcpp.read_barcode(picture.convert("L"))
    return found.text if found else None


def on_a_wall(picture: Image.Image) -> Image.Image:
    """With grey around it, as a sticker on a shop's wall."""
    wall = Image.new("L", (picture.width * 3 // 2, picture.height * 3 // 2), 150)
    wall.paste(picture, (picture.width // 4, picture.height // 4))
    return wall


def noisy(picture: Image.Image, share: float) -> Image.Image:
    noise = Image.frombytes("L", picture.size, Random(7).randbytes(picture.width * picture.height))
    return Image.blend(picture, noise, share)


def dim(picture: Image.Image) -> Image.Image:
    """Low contrast, and half of it in deep shade."""
    flat = picture.point(lambda value: 90 + value // 4)
    shade = Image.linear_gradient("L").rotate(90).resize(flat.size)
    return Image.composite(flat, flat.point(lambda value: value // 4), shade)


def from_the_side(picture: Image.Image) -> Image.Image:
    """What is right lies farther away."""
    far, high = 0.35 / picture.width, 0.08 * picture.height / picture.width
    return picture.transform(
        picture.size,
        Image.Transform.PERSPECTIVE,
        (1 - far * picture.width * 0.2, 0, 0, -high, 1, 0, -far, 0),
        Image.Resampling.BICUBIC,
        fillcolor=150,
    )


@pytest.mark.parametrize(
    "seen",
    [
        pytest.param(lambda picture: picture, id="plain"),
        pytest.param(lambda picture: picture.filter(ImageFilter.GaussianBlur(6)), id="blurred"),
        pytest.param(lambda picture: picture.rotate(15, Image.Resampling.BICUBIC, fillcolor=150), id="15 degrees"),
        pytest.param(lambda picture: picture.rotate(90, expand=True), id="90 degrees"),
        pytest.param(lambda picture: picture.reduce(4), id="at 25 %"),
        pytest.param(dim, id="dim"),
        pytest.param(lambda picture: noisy(picture, 0.45), id="noisy"),
        pytest.param(from_the_side, id="from the side"),
        pytest.param(
            lambda picture: noisy(
                dim(from_the_side(picture.rotate(8, fillcolor=150)).filter(ImageFilter.GaussianBlur(2))), 0.06
            ),
            id="all at once",
        ),
    ],
)
@pytest.mark.parametrize("caption", ["", CAPTION], ids=["bare", "captioned"])
def test_a_phone_reads_it(seen: Callable[[Image.Image], Image.Image], caption: str) -> None:
    assert read(seen(on_a_wall(code(caption=caption)))) == URL


@pytest.mark.parametrize("length", [12, 40, 80, 140, 200])
def test_addresses_of_any_length(length: int) -> None:
    url = ("https://a.vn/p/" + "QNA-0012-x7f3k/" * 20)[:length]
    picture = code(url)
    assert read(picture) == url
    assert read(on_a_wall(picture).filter(ImageFilter.GaussianBlur(2)).reduce(2)) == url


@pytest.mark.parametrize("length", [12, 60, 200])
def test_it_prints_large_and_sharp(length: int) -> None:
    data = qr_png(("https://a.vn/p/" + "x" * 200)[:length])
    picture = Image.open(io.BytesIO(data))
    assert (picture.format, picture.mode) == ("PNG", "L")
    assert picture.width == picture.height >= 1000
    assert [round(dots) for dots in picture.info["dpi"]] == [300, 300]
    assert set(picture.tobytes()) == {0, 255}
    assert len(data) < 60_000


def test_a_quiet_zone_of_four_modules_all_round() -> None:
    picture = code(caption="")
    box = picture.point(lambda value: 255 - value).getbbox()
    assert box is not None
    left, top, right, bottom = box
    finder = picture.crop((left, top, picture.width, top + 1)).tobytes().index(255)  # seven modules wide
    assert min(left, top, picture.width - right, picture.height - bottom) * 7 >= 4 * finder


def test_modules_may_be_larger() -> None:
    assert code(caption="").width < Image.open(io.BytesIO(qr_png(URL, module_px=40))).width


def test_the_caption_stands_below_and_leaves_the_code_as_it_was() -> None:
    bare, captioned = code(caption=""), code()
    assert captioned.width == bare.width
    assert captioned.height > bare.height
    assert captioned.crop((0, 0, *bare.size)).tobytes() == bare.tobytes()
    words = captioned.crop((0, bare.height, *captioned.size))
    assert ink(words) > 0.02
    assert ink(words.crop((0, 0, words.width // 40, words.height))) == 0  # nothing is cut off at the side


def ink(picture: Image.Image) -> float:
    """The share of dark pixels."""
    return sum(picture.histogram()[:128]) / (picture.width * picture.height)


def test_a_very_long_caption_and_one_without_spaces_do_not_hurt() -> None:
    for caption in (CAPTION * 10, "ượ" * 300, "\n", "🍯"):
        assert read(code(caption=caption)) == URL


def test_signs_that_the_font_lacks_are_left_out_rather_than_drawn_as_boxes() -> None:
    strange, plain = "Mật ong 🍯 \uffff\U000fffff hoa cà phê", "Mật ong hoa cà phê"
    assert code(caption=strange).tobytes() == code(caption=plain).tobytes()


def test_letters_and_marks_written_apart_are_drawn_as_one() -> None:
    """As a file name or a phone of another make may write them."""
    assert code(caption=normalize("NFD", CAPTION)).tobytes() == code().tobytes()


def test_a_machine_without_vietnamese_letters_writes_without_marks(monkeypatch: pytest.MonkeyPatch) -> None:
    qr.font.cache_clear()
    with monkeypatch.context() as bare:
        bare.setattr(qr, "FONTS", ("/nowhere/font.ttf",))
        picture = code()
        plain = code(caption="NUOC MAM CUA KHE HOP TAC XA NONG NGHIEP BINH DUONG XA THANG TRUONG")
    qr.font.cache_clear()
    assert read(picture) == URL
    assert picture.tobytes() == plain.tobytes()
