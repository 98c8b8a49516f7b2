"""Pictures for the demonstration, drawn on the spot: product photos, photographed papers, scanned pages."""

import io
from collections.abc import Sequence
from math import cos, pi, sin
from random import Random

from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont, ImageOps

from documents.qr import font
from locales.text import fold

Colour = tuple[int, int, int]
Box = tuple[int, int, int, int]

MOST_BYTES = 250_000
PAPER = (1000, 1414)  # A4 upright, pixels
PAGE, PAGE_DPI = (1240, 1754), 150  # A4
INK, STAMP, LABEL, SHEET = (40, 38, 46), (196, 40, 44), (250, 244, 228), (251, 249, 243)
KRAFT, CANE = (190, 148, 98), (186, 138, 76)
WALLS = ((226, 219, 205), (206, 217, 212), (229, 212, 198), (212, 215, 226))
TABLES = ((140, 96, 60), (112, 78, 54), (164, 124, 86))
GOODS = ((150, 66, 26), (190, 126, 32), (86, 108, 50), (140, 38, 42), (110, 62, 38))


def product_photo(name: str, seed: int, size: tuple[int, int] = (1600, 1200), *, shape: str = "") -> bytes:
    """A still life: a bottle, jar, basket, bag or mat (`shape`; "": any of the first four) on a table, its label with
    `name` on it. JPEG, at most 250 kB.

    The same seed draws the same picture. size: width and height in pixels.
    """
    chance = Random(seed)  # noqa: S311 (a picture, no secret)
    width, height = size
    draw = chance.choice((_bottle, _jar, _basket, _bag))
    draw = {"bottle": _bottle, "jar": _jar, "basket": _basket, "bag": _bag, "mat": _mat}.get(shape, draw)
    colour = chance.choice(GOODS)
    picture = _room(chance, size)
    middle, foot = int(width * chance.uniform(0.44, 0.56)), int(height * 0.87)
    _shadow(picture, (middle - height // 4, foot - height // 20, middle + height // 2, foot + height // 40))
    label = draw(picture, middle, foot, int(height * 0.74), colour, chance)
    _label(picture, label, name, colour)
    return _jpeg(_grain(picture, chance))


def paper_photo(title: str, lines: Sequence[str], seed: int) -> bytes:
    """A sheet of paper photographed on a desk, a little askew: title, lines, a red round stamp. JPEG."""
    chance = Random(seed)  # noqa: S311 (a picture, no secret)
    sheet = _page(title, lines, PAPER)
    desk = _wood(chance, (1240, 1654))
    angle = chance.uniform(-3.5, 3.5)
    mask = Image.new("L", sheet.size, 255).rotate(angle, Image.Resampling.BICUBIC, expand=True)
    sheet = sheet.rotate(angle, Image.Resampling.BICUBIC, expand=True)
    left, top = (desk.width - sheet.width) // 2, (desk.height - sheet.height) // 2
    shade = Image.new("L", desk.size)
    shade.paste(mask.point(lambda value: value * 5 // 8), (left + 12, top + 16))
    desk.paste((22, 14, 10), mask=shade.filter(ImageFilter.GaussianBlur(16)))
    desk.paste(sheet, (left, top), mask)
    lamp = Image.linear_gradient("L").rotate(chance.choice((0, 90, 270))).resize(desk.size)
    dim = desk.point(lambda value: value * 4 // 5)
    return _jpeg(_grain(Image.composite(desk, dim, lamp), chance))


def paper_pdf(title: str, lines: Sequence[str]) -> bytes:
    """One A4 page as an office scanner would make it: title, lines, a red round stamp. PDF."""
    out = io.BytesIO()
    _page(title, lines, PAGE).save(out, "PDF", resolution=PAGE_DPI, quality=80, creationDate=None, modDate=None)
    return out.getvalue()


def _room(chance: Random, size: tuple[int, int]) -> Image.Image:
    """A wall lit from one side above a wooden table whose far edge is out of focus."""
    width, height = size
    wall = chance.choice(WALLS)
    lamp = Image.radial_gradient("L").resize((width * 2, height * 2))
    left, top = chance.choice((width // 10, width * 9 // 10)), height * 4 // 5
    lamp = lamp.crop((width - left, top, width * 2 - left, top + height))
    picture = ImageOps.colorize(lamp, _mixed(wall, (255, 250, 238), 0.5), _mixed(wall, (60, 50, 48), 0.55))
    edge = int(height * 0.66)
    table = _wood(chance, (width, height - edge))
    mask = Image.new("L", size)
    ImageDraw.Draw(mask).rectangle((0, edge + 6, width, height), fill=255)
    picture.paste(table, (0, edge), mask.filter(ImageFilter.GaussianBlur(5)).crop((0, edge, width, height)))
    return picture


def _wood(chance: Random, size: tuple[int, int]) -> Image.Image:
    """Boards with long fibres, lighter towards the bottom."""
    width, height = size
    fibres = Image.frombytes("L", (width // 90 + 2, height), chance.randbytes((width // 90 + 2) * height))
    fibres = fibres.resize(size, Image.Resampling.BICUBIC).filter(ImageFilter.GaussianBlur(2))
    tone = Image.blend(Image.linear_gradient("L").resize(size), fibres, 0.35)
    colour = chance.choice(TABLES)
    return ImageOps.colorize(tone, _mixed(colour, (20, 12, 8), 0.4), _mixed(colour, (255, 236, 208), 0.35))


def _shadow(picture: Image.Image, box: Box) -> None:
    mask = Image.new("L", picture.size)
    ImageDraw.Draw(mask).ellipse(box, fill=170)
    picture.paste((16, 10, 8), mask=mask.filter(ImageFilter.BoxBlur(picture.height // 50)))


def _round(size: tuple[int, int], colour: Colour) -> Image.Image:
    """A colour as it lies on a cylinder lit from the left: a bright stripe, darker sides."""
    light = bytes(int(255 * (0.08 + 0.36 * (1 + cos((x / 63 - 0.3) * pi * 1.25)))) for x in range(64))
    tone = Image.frombytes("L", (64, 1), light).resize(size, Image.Resampling.BICUBIC)
    return ImageOps.colorize(tone, _mixed(colour, (0, 0, 0), 0.7), _mixed(colour, (255, 255, 255), 0.45), colour)


def _solid(picture: Image.Image, outline: Sequence[tuple[float, float]], colour: Colour) -> None:
    """A lit body of the given outline, its edges smooth."""
    xs, ys = [int(x) for x, _ in outline], [int(y) for _, y in outline]
    box = (min(xs), min(ys), max(xs) + 1, max(ys) + 1)
    size = (box[2] - box[0], box[3] - box[1])
    mask = Image.new("L", (size[0] * 2, size[1] * 2))
    ImageDraw.Draw(mask).polygon([((x - box[0]) * 2, (y - box[1]) * 2) for x, y in outline], fill=255)
    picture.paste(_round(size, colour), box[:2], mask.resize(size, Image.Resampling.BOX))


def _turned(middle: int, foot: int, profile: Sequence[tuple[float, float]], scale: float) -> list[tuple[float, float]]:
    """The outline of a turned body. profile: (height above the foot, half width) from top to foot, in `scale`."""
    right = [(middle + half * scale, foot - above * scale) for above, half in profile]
    left = [(2 * middle - x, y) for x, y in reversed(right)]
    half = right[-1][0] - middle
    arc = [step * pi / 16 for step in range(17)]
    bottom = [(middle + half * cos(turn), right[-1][1] + half * 0.1 * sin(turn)) for turn in arc]
    return [*right, *bottom, *left]


def _bottle(picture: Image.Image, middle: int, foot: int, tall: int, colour: Colour, chance: Random) -> Box:
    half = chance.uniform(0.15, 0.19)
    falls = [step / 10 for step in range(10, -1, -1)]
    shoulder = [(0.6 + 0.16 * fall, 0.055 + (half - 0.055) * (1 + cos(pi * fall)) / 2) for fall in falls]
    _solid(picture, _turned(middle, foot, [(0.92, 0.05), *shoulder, (0.02, half), (0, half * 0.94)], tall), colour)
    _solid(picture, _turned(middle, foot, [(1, 0.055), (0.87, 0.06)], tall), chance.choice(GOODS))
    _gleam(picture, (int(middle - half * tall * 0.75), foot - int(tall * 0.57), int(tall * 0.025), int(tall * 0.5)))
    wide = int(half * tall)
    return (middle - wide, foot - int(tall * 0.48), middle + wide, foot - int(tall * 0.12))


def _jar(picture: Image.Image, middle: int, foot: int, tall: int, colour: Colour, chance: Random) -> Box:
    half, high = chance.uniform(0.3, 0.34), 0.78
    glass, lid = _mixed(colour, (236, 240, 236), 0.75), _mixed(chance.choice(GOODS), (220, 190, 120), 0.5)
    body = [(high, half * 0.84), (high - 0.03, half * 0.95), (high - 0.08, half), (0.04, half), (0, half * 0.93)]
    inside = [(high - 0.12, half * 0.96), (0.05, half * 0.96), (0.02, half * 0.9)]
    cover = [(high + 0.11, half * 0.86), (high + 0.09, half * 0.89), (high, half * 0.89)]
    for profile, paint in ((body, glass), (inside, colour), (cover, lid)):
        _solid(picture, _turned(middle, foot, profile, tall), paint)
    _gleam(picture, (int(middle - half * tall * 0.8), foot - int(tall * 0.68), int(tall * 0.035), int(tall * 0.6)))
    wide = int(half * tall)
    return (middle - wide, foot - int(tall * 0.52), middle + wide, foot - int(tall * 0.14))


def _bag(picture: Image.Image, middle: int, foot: int, tall: int, colour: Colour, chance: Random) -> Box:
    half = chance.uniform(0.28, 0.33) * tall
    above = [step / 20 for step in range(19, -1, -1)]
    side = [(half * (1 - 0.06 * sin(up * 9) - 0.14 * up), foot - tall * up) for up in above]
    outline = [(middle + wide, y) for wide, y in side] + [(middle - wide, y) for wide, y in reversed(side)]
    _solid(picture, outline, KRAFT)
    wide, top = int(side[0][0]), int(side[0][1])
    pen = ImageDraw.Draw(picture)
    pen.rectangle((middle - wide, top + tall * 0.02, middle + wide, top + tall * 0.1), fill=_mixed(colour, KRAFT, 0.25))
    for x in range(middle - wide + 12, middle + wide - 20, 26):
        pen.line((x, top + tall * 0.06, x + 14, top + tall * 0.06), fill=LABEL, width=4)
    for crease in (middle - half * 0.72, middle + half * 0.7):
        ends = ((crease, foot - 8), (crease * 0.98 + middle * 0.02, top + tall * 0.1))
        pen.line(ends, fill=_mixed(KRAFT, (60, 40, 20), 0.25), width=3)
    return (int(middle - half * 0.62), foot - int(tall * 0.62), int(middle + half * 0.62), foot - int(tall * 0.16))


def _basket(picture: Image.Image, middle: int, foot: int, tall: int, colour: Colour, chance: Random) -> Box:
    rim, base, high = tall * 0.5, tall * 0.38, tall * 0.5
    size = int(tall * 0.1)
    for row, count in ((0.15, 3), (0.07, 5), (0.0, 6)):  # the heap, from the back
        for place in range(count):
            x = middle + (place - (count - 1) / 2) * size * 1.45 + chance.uniform(-8, 8)
            y = foot - high - tall * row + chance.uniform(-8, 8)
            _fruit(picture, int(x), int(y), size, _mixed(colour, chance.choice(GOODS), 0.2))
    _solid(picture, _turned(middle, foot, [(0.5, 0.5), (0, 0.38)], tall), CANE)
    pen = ImageDraw.Draw(picture)
    rows, columns = 11, 26
    for row in range(rows):
        y = foot - high + high * row / rows
        half = rim + (base - rim) * row / rows
        for column in range(row % 2, columns, 2):
            x = middle - half + 2 * half * column / columns
            box = (x, y + 4, x + 2 * half / columns, y + high / rows - 4)
            pen.rounded_rectangle(box, 8, fill=_mixed(CANE, (70, 40, 16), 0.25 + 0.3 * column / columns))
    edge = (middle - rim - 10, foot - high - 14, middle + rim + 10, foot - high + 18)
    pen.rounded_rectangle(edge, 16, fill=_mixed(CANE, (90, 56, 24), 0.35))
    return (middle - int(tall * 0.26), foot - int(tall * 0.4), middle + int(tall * 0.26), foot - int(tall * 0.1))


def _mat(picture: Image.Image, middle: int, foot: int, tall: int, colour: Colour, chance: Random) -> Box:
    """A sedge mat that lies on the table, woven in stripes, with a hem."""
    back, front, deep = tall * 0.52, tall * 0.74, tall * 0.38
    outline = [
        (middle - back, foot - deep),
        (middle + back, foot - deep),
        (middle + front, foot),
        (middle - front, foot),
    ]
    pen = ImageDraw.Draw(picture)
    pen.polygon(outline, fill=CANE)
    stripes = 34
    for number in range(stripes):
        left, right = number / stripes, (number + 1) / stripes
        dyed = number % 6 in (1, 2)
        shade = _mixed(CANE, colour if dyed else (236, 204, 140), 0.65 if dyed else 0.25 + 0.2 * chance.random())
        points = [
            (middle - back + 2 * back * left, foot - deep),
            (middle - back + 2 * back * right, foot - deep),
            (middle - front + 2 * front * right, foot),
            (middle - front + 2 * front * left, foot),
        ]
        pen.polygon(points, fill=shade)
    for row in range(1, 40):
        share = row / 40
        half, y = back + (front - back) * share, foot - deep * (1 - share)
        pen.line((middle - half, y, middle + half, y), fill=_mixed(CANE, (96, 62, 26), 0.45), width=2)
    pen.line([*outline, outline[0]], fill=_mixed(colour, (40, 20, 10), 0.3), width=16, joint="curve")
    return (middle - int(tall * 0.34), foot - int(tall * 0.3), middle + int(tall * 0.34), foot - int(tall * 0.06))


def _fruit(picture: Image.Image, x: int, y: int, radius: int, colour: Colour) -> None:
    tone = Image.radial_gradient("L").crop((70, 70, 240, 240)).resize((radius * 2, radius * 2))
    ball = ImageOps.colorize(tone, _mixed(colour, (255, 240, 210), 0.5), _mixed(colour, (0, 0, 0), 0.7), colour)
    mask = Image.new("L", (radius * 4, radius * 4))
    ImageDraw.Draw(mask).ellipse((0, 0, radius * 4 - 1, radius * 4 - 1), fill=255)
    picture.paste(ball, (x - radius, y - radius), mask.resize(ball.size, Image.Resampling.BOX))


def _gleam(picture: Image.Image, place: tuple[int, int, int, int]) -> None:
    """The reflection of a window on glass. place: x, y, width, height."""
    x, y, wide, high = place
    mask = Image.new("L", (wide + 24, high + 24))
    ImageDraw.Draw(mask).rounded_rectangle((12, 12, wide + 12, high + 12), wide // 2, fill=120)
    picture.paste((255, 252, 244), (x - 12, y - 12), mask.filter(ImageFilter.BoxBlur(5)))


def _label(picture: Image.Image, box: Box, name: str, colour: Colour) -> None:
    """A paper label with two coloured bands and the name, as large as fits, in the light of the body below."""
    size = (box[2] - box[0], box[3] - box[1])
    paper = Image.new("RGB", size, LABEL)
    pen = ImageDraw.Draw(paper)
    band = size[1] // 14
    for y in (band, size[1] - 2 * band):
        pen.rectangle((0, y, size[0], y + band // 2), fill=colour)
    room = (size[0] * 0.84, size[1] - 5 * band)
    points = next((points for points in range(size[1] // 4, 12, -2) if _fits(name, points, room)), 12)
    lines = _wrapped(name, points, room[0])
    top = (size[1] - len(lines) * points * 1.3) / 2
    for number, line in enumerate(lines):
        _write(pen, (size[0] / 2, top + number * points * 1.3), line, points, _mixed(colour, INK, 0.5), "ma")
    light = _round(size, (236, 236, 236)).point(lambda value: 128 + value // 2)
    picture.paste(ImageChops.multiply(paper, light), box[:2])


def _page(title: str, lines: Sequence[str], size: tuple[int, int]) -> Image.Image:
    """A printed page: title in the middle, lines with wide margins, a stamp at the foot."""
    page = Image.new("RGB", size, SHEET)
    pen = ImageDraw.Draw(page)
    width, height = size
    large, small = width // 28, width // 46
    y = height // 11
    for part in _wrapped(title, large, width * 0.78):
        _write(pen, (width / 2, y), part, large, INK, "ma")
        y += int(large * 1.4)
    pen.line((width * 0.4, y + 8, width * 0.6, y + 8), fill=INK, width=2)
    y += large * 2
    for line in lines:
        for part in _wrapped(line, small, width * 0.78):
            if y < height * 0.72:
                _write(pen, (width * 0.11, y), part, small, INK, "la")
            y += int(small * 1.6)
        y += small // 2
    _stamp(page, (int(width * 0.7), int(height * 0.83)), width // 9)
    return page


def _stamp(page: Image.Image, centre: tuple[int, int], radius: int) -> None:
    """A red round stamp: two rings and a star, its ink thin enough to see the paper through."""
    x, y = centre
    mask = Image.new("L", page.size)
    pen = ImageDraw.Draw(mask)
    for part, thick in ((1.0, 7), (0.62, 3)):
        pen.circle(centre, radius * part, outline=200, width=thick)
    corners = [(0.45 if n % 2 == 0 else 0.18, pi * n / 5 - pi / 2) for n in range(10)]
    pen.polygon([(x + radius * far * cos(turn), y + radius * far * sin(turn)) for far, turn in corners], fill=190)
    for n in range(40):  # where the letters of a real stamp run round
        turn, inner, outer = 2 * pi * n / 40, radius * 0.7, radius * (0.84 + 0.04 * (n % 3))
        if n % 9:
            ends = (x + inner * cos(turn), y + inner * sin(turn), x + outer * cos(turn), y + outer * sin(turn))
            pen.line(ends, fill=180, width=5)
    page.paste(STAMP, mask=mask.filter(ImageFilter.GaussianBlur(0.8)))


def _face(points: int) -> tuple[ImageFont.FreeTypeFont | ImageFont.ImageFont, bool]:
    """A font, and whether it has Vietnamese letters."""
    known = font(points)
    return (known, True) if known else (ImageFont.load_default(points), False)


def _length(text: str, points: int) -> float:
    face, marks = _face(points)
    return face.getlength(text if marks else fold(text))


def _write(
    pen: ImageDraw.ImageDraw, place: tuple[float, float], text: str, points: int, ink: Colour, anchor: str
) -> None:
    face, marks = _face(points)
    pen.text(place, text if marks else fold(text), fill=ink, font=face, anchor=anchor)


def _fits(text: str, points: int, room: tuple[float, float]) -> bool:
    lines = _wrapped(text, points, room[0])
    return len(lines) * points * 1.3 <= room[1] and all(_length(line, points) <= room[0] for line in lines)


def _wrapped(text: str, points: int, width: float) -> list[str]:
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if not lines[-1] or _length(longer, points) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def _mixed(one: Colour, other: Colour, share: float) -> Colour:
    """`one` with a share (0–1) of `other`."""
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(one, other, strict=True))
    return (red, green, blue)


def _grain(picture: Image.Image, chance: Random) -> Image.Image:
    """The noise of a phone's camera."""
    noise = Image.frombytes("L", picture.size, chance.randbytes(picture.width * picture.height))
    return Image.blend(picture, noise.convert("RGB"), 0.025)


def _jpeg(picture: Image.Image) -> bytes:
    for quality in (85, 75, 65, 50, 35):
        out = io.BytesIO()
        picture.save(out, "JPEG", quality=quality)
        if out.tell() <= MOST_BYTES:
            break
    return out.getvalue()
