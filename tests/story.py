"""The whole story, once: from the first officer's invitation and a producer's "xin chào" to a star rating and a QR
code.

The same text is told through the engine, over Telegram's HTTP and in a browser; only who carries the messages is
swapped.
"""

import io
import re
from datetime import date
from typing import Protocol

from PIL import Image, ImageDraw

from locales import texts
from locales.text import fold
from ocop import criteria


class Actor(Protocol):
    """Somebody in a chat. After each act the answers have arrived; `reads` fails when the words do not come."""

    async def says(self, text: str) -> object: ...
    async def taps(self, label: str) -> object: ...
    async def starts(self, payload: str = "") -> object: ...
    async def sends(
        self, *files: bytes, names: tuple[str, ...] = (), caption: str = "", album: bool = False
    ) -> object: ...
    async def reads(self, words: str) -> str: ...
    async def sees_now(self) -> str: ...


class Stage(Protocol):
    """Where the story is told."""

    def actor(self, name: str) -> Actor: ...
    async def first_invitation(self) -> str: ...
    def today(self) -> date: ...


def photo(number: int, words: str = "") -> bytes:
    """A sharp picture of 1,600 × 1,200 pixels, different for each number."""
    picture = Image.effect_noise((1600, 1200), 40 + number % 7).convert("RGB")
    pen = ImageDraw.Draw(picture)
    for line in range(12):
        pen.rectangle((150, 100 + line * 80, 300 + (number * 97 + line * 131) % 900, 130 + line * 80), fill="black")
    pen.text((20, 20), f"{words} {number}", fill="red")
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=60)
    return out.getvalue()


def pdf(words: str) -> bytes:
    out = io.BytesIO()
    page = Image.new("L", (1240, 1754), "white")
    ImageDraw.Draw(page).text((100, 100), words, fill="black")
    page.save(out, "PDF")
    return out.getvalue()


def fits(label: str, shown: str) -> bool:
    """Whether a button shown so is the one that is meant (compared without diacritics, but for bare signs)."""
    return fold(label) in fold(shown) if fold(label) else label in shown


def payload_in(text: str) -> str:
    found = re.search(r"start=([A-Za-z0-9_-]+)", text)
    assert found, f"no link in: {text}"
    return found[1]


async def fill_in(actor: Actor, paper: str, answers: dict[str, str]) -> None:
    """Fill in a paper's form: each question is answered as it comes."""
    for question, answer in answers.items():
        words = texts.say("vi", f"ask-{paper}-{question}").splitlines()[0]
        await actor.reads(words)
        if answer == "–":
            await actor.taps("Bỏ qua")
        elif answer.startswith("["):
            await actor.taps(answer.strip("[]"))
        else:
            await actor.says(answer)
    await actor.reads("Bà con xem lại")
    await actor.taps("Đúng rồi, gửi")


IDEA = {
    "need": "Muốn đạt 4 sao để vào siêu thị",
    "materials": "Cá cơm và muối tại địa phương",
    "process": "Ủ chượp 18 tháng trong chum, kéo rút, lọc, đóng chai",
    "difference": "Nghề mắm Ba Làng có từ trăm năm",
    "market": "Chợ tỉnh và đại lý ở Hà Nội",
    "when": "Bán từ tháng 8/2026",
    "support": "–",
}
PLAN = {
    "goal": "Trong 2 năm bán 30.000 chai mỗi năm",
    "output": "30.000",
    "unit": "chai",
    "place": "Xưởng 500 m² tại thôn 3",
    "machines": "Có 50 chum, cần máy chiết chai",
    "quality": "Kiểm nghiệm 6 tháng một lần",
    "packaging": "Chai thủy tinh 500 ml, nhãn mới, tem QR",
    "sales": "5 đại lý và hội chợ tỉnh",
    "capital": "300.000.000",
    "money": "Tự có 200 triệu, vay 100 triệu",
    "schedule": "Tháng 6 sửa xưởng, tháng 9 bán",
}
ORGANISATION = {
    "structure": "Giám đốc, kế toán, tổ ủ mắm 6 người",
    "workers": "12",
    "local-workers": "10",
    "accounting": "[Ghi sổ tay]",
    "community": "7 thành viên đều là người trong xã",
    "customers": "3 đại lý, hội chợ",
    "environment": "Bể lắng 3 ngăn, bã cá làm phân bón",
    "contact": "–",
}


async def tell(stage: Stage) -> str:
    """Tell it; returns the address behind the QR code."""
    chau, hung, lan = stage.actor("Châu"), stage.actor("Hùng"), stage.actor("Lan")
    members = [stage.actor("Bình"), stage.actor("Lý")]

    # The first provincial officer comes by the invitation that `run` printed, and says which province.
    await chau.starts(f"i-{await stage.first_invitation()}")
    await chau.reads("Họ tên của anh chị?")
    await chau.says("Nguyễn Minh Châu")
    await chau.reads("Anh chị phụ trách tỉnh")
    await chau.says("thanh hoa")
    await chau.taps("Đúng rồi, gửi")
    await chau.reads("Anh chị đã là")

    # She invites a commune officer and two council members, each by a one-time link.
    await chau.taps("Cán bộ, mời thêm")
    await chau.taps("Mời thêm người")
    await chau.taps("Cán bộ một xã khác")
    await chau.says("nga an")
    if "Bà con bấm chọn" in await chau.sees_now():
        await chau.taps("Xã Nga An")
    await hung.starts(payload_in(await chau.reads("Chỉ dùng được một lần")))
    await hung.reads("Anh chị được mời làm")
    await hung.taps("Nhận")
    await _says_name(hung, "Trần Văn Hùng")
    for member, name in zip(members, ("Đỗ Văn Bình", "Hoàng Thị Lý"), strict=True):
        await chau.says("menu")
        await chau.taps("Cán bộ, mời thêm")
        await chau.taps("Mời thêm người")
        await chau.taps("Thành viên hội đồng")
        await member.starts(payload_in(await chau.reads("Chỉ dùng được một lần")))
        await member.reads("Anh chị được mời làm")
        await member.taps("Nhận")
        await _says_name(member, name)

    # The producer registers, by the commune's link.
    await hung.says("menu")
    await hung.taps("Cán bộ, mời thêm")
    await hung.taps("Đường dẫn đăng ký của xã")
    await lan.starts(payload_in(await hung.reads("bà con bấm vào đây")))
    await lan.reads("Xã Nga An, Thanh Hóa")
    await lan.taps("Tôi đồng ý")
    await lan.reads("Tên cơ sở")
    await lan.says("Hợp tác xã Nước mắm Ba Làng")
    await lan.reads("người đại diện")
    await lan.says("Nguyễn Thị Lan")
    await lan.reads("Số điện thoại")
    await lan.says("0912")
    await lan.reads("0912 345 678")
    await lan.says("0912 345 678")
    await lan.reads("Mã số thuế")
    await lan.says("0100109106")
    await lan.reads("Bà con xem lại")
    await lan.taps("Đúng rồi, gửi")

    # … and adds a new product, which walks all six steps.
    await lan.reads("Sản phẩm tên gì?")
    await lan.says("Nước mắm cốt Ba Làng")
    await lan.taps("Sản phẩm mới")
    await lan.taps("Thực phẩm")
    await lan.taps("Tương, nước mắm")
    await lan.reads("Giới thiệu sản phẩm")
    await lan.says("Nước mắm cá cơm ủ chượp 18 tháng trong chum sành.")
    await lan.reads("Kể câu chuyện")
    await lan.says("Nghề mắm Ba Làng có từ trăm năm, cha truyền con nối.")
    await lan.taps("Đúng rồi, gửi")
    await lan.reads("Bước 1/6")
    await lan.taps("Tôi đã đọc")
    await lan.reads("Bước 2/6")

    # Step 2: the idea is filled in chat, comes back as a Word file, and is handed in.
    await lan.taps("ý tưởng")
    await lan.taps("Điền ngay trong chat")
    await fill_in(lan, "idea-new", IDEA)
    await lan.reads("tệp Word đã điền sẵn")
    await lan.says("toi phai lam gi tiep")
    await lan.reads("đã đủ, bấm “Nộp bước 2”")
    await lan.taps("Nước mắm cốt Ba Làng")
    await lan.taps("Nộp bước 2")
    await lan.reads("Nộp chưa phải là được duyệt")

    # The commune officer returns it with a reason; she mends only that, and hands in again with one tap.
    await hung.reads("vừa nộp bước 2")
    await hung.taps("Mở hồ sơ")
    await hung.taps("ý tưởng")
    await hung.taps("Trả lại")
    await hung.taps("Số liệu chưa rõ")
    await hung.taps("Kết luận: trả lại")
    await lan.reads("Số liệu chưa rõ")
    await lan.taps("Gửi lại")
    await lan.sends(pdf("phieu y tuong"), names=("phieu.pdf",))
    await lan.reads("1/1")
    await lan.taps("Làm tiếp")
    await lan.taps("Nộp lại bước 2")
    await hung.reads("vừa nộp bước 2")
    await accept_all(hung)
    await lan.reads("nay sang bước 3")

    # Step 3: the business plan.
    await lan.taps("Xem bước đang làm")
    await lan.taps("Phương án")
    await lan.taps("Điền ngay trong chat")
    await fill_in(lan, "plan", PLAN)
    await lan.reads("tệp Word đã điền sẵn")
    await lan.taps("Xem bước đang làm")
    await lan.taps("Nộp bước 3")
    await hung.reads("vừa nộp bước 3")
    await accept_all(hung)
    await lan.reads("nay sang bước 4")

    # Step 4: an album of photos gets one receipt; a caption names the paper.
    await lan.taps("Xem bước đang làm")
    await lan.taps("Ảnh sản phẩm")
    await lan.reads("gửi ảnh vào đây")
    await lan.sends(*(photo(number) for number in range(6)), album=True)
    await lan.reads("Đã nhận 6/6 ảnh")
    await lan.taps("Làm tiếp")
    await lan.sends(pdf("kiem nghiem"), names=("kiem-nghiem.pdf",), caption="phiếu kiểm nghiệm an toàn thực phẩm")
    await lan.reads("Phiếu kiểm nghiệm")
    await lan.says("ho so toi dau roi")
    await lan.reads("Bước 4/6")
    await lan.taps("Nước mắm cốt Ba Làng")
    await lan.taps("Nộp bước 4")
    await hung.reads("vừa nộp bước 4")
    await accept_all(hung)
    await lan.reads("nay sang bước 5")

    # Step 5: the dossier goes from the commune to the province.
    await lan.taps("Xem bước đang làm")
    await lan.taps("bộ máy")
    await lan.taps("Điền ngay trong chat")
    await fill_in(lan, "organisation", ORGANISATION)
    await lan.reads("tệp Word đã điền sẵn")
    await lan.taps("Xem bước đang làm")
    await lan.taps("mẫu")
    await lan.sends(photo(77))
    await lan.reads("1/1")
    await lan.taps("Làm tiếp")
    await lan.taps("Nộp bước 5")
    await hung.reads("vừa nộp bước 5")
    await accept_all(hung)
    await chau.reads("chuyển lên hồ sơ đánh giá")
    await chau.taps("Mở hồ sơ")
    await chau.taps("Kết luận: đạt")
    await chau.reads("đủ điều kiện chấm điểm")
    await lan.reads("chờ hội đồng tỉnh chấm điểm")

    # The council scores, each member alone.
    await chau.taps("Chấm điểm")
    await chau.taps("Nước mắm cốt Ba Làng")
    await chau.taps("nước mắm")
    await chau.taps("Mở phiên chấm")
    for member, less in zip(members, (2, 3), strict=True):
        await member.reads("Mời anh chị chấm điểm")
        await member.taps("Chấm điểm")
        await score(member, less)
    await chau.reads("Tất cả thành viên đã chấm xong")
    await chau.taps("Phiên chấm")
    await chau.taps("Đóng phiên chấm")
    for _condition in range(3):
        await chau.taps("Có")
    await chau.taps("Đóng phiên chấm")
    await chau.taps("Đóng và tính kết quả")
    result = await chau.reads("Điểm trung bình của 2 phiếu")
    assert "★★★★☆" in result
    assert "không làm tròn" in result

    # The decision makes it official; she reads her points and gets the QR code.
    await chau.taps("Ghi quyết định công nhận")
    await chau.says("1234/QĐ-UBND")
    await chau.says(f"{stage.today().day}/{stage.today().month}/{stage.today().year}")
    await chau.taps("Đúng rồi, gửi")
    await chau.reads("Đã ghi quyết định")
    news = await lan.reads("được công nhận ★★★★☆")
    assert "Phần A" in news
    assert "Phần C" in news
    assert f"hết {stage.today().day}/{stage.today().month}/{stage.today().year + 3}" in news
    await lan.says("mã qr")
    text = await lan.reads("Mã QR để in lên nhãn")
    found = re.search(r"https?://\S+(?:/p/|start=p-)[0-9A-Z]+", text)
    assert found
    return found[0]


async def _says_name(actor: Actor, name: str) -> None:
    """Somebody whose messenger tells no name is asked for it."""
    if "Họ tên" in await actor.sees_now():
        await actor.says(name)
        await actor.taps("Đúng rồi, gửi")
        await actor.reads("Chào")
    else:
        await actor.reads("Anh chị đã là")


async def accept_all(officer: Actor) -> None:
    """Open the dossier from the notice, accept every paper, conclude."""
    await officer.taps("Mở hồ sơ")
    for _paper in range(12):
        screen = await officer.sees_now()
        if "còn 0 giấy tờ" in screen:
            break
        if "Đã nộp, đang chờ cán bộ" in screen:
            await officer.taps("Chấp nhận")
        else:
            await officer.taps("⏳")
    await officer.taps("Kết luận: đạt")


async def score(member: Actor, less: int) -> None:
    """The best option everywhere, but the least in the first `less` criteria of each part."""
    criteria_set = criteria.criteria_set("1048-10")
    await member.taps("Chấm tiếp")
    for part in criteria_set.parts:
        for number, criterion in enumerate(part.criteria):
            await member.reads(criterion.title)
            options = sorted(criterion.options, key=lambda option: (option.points, -option.number))
            chosen = options[0] if number < less else options[-1]
            await member.taps(f"{chosen.text} ({chosen.points}đ)")
    await member.reads("Đã chấm")
    await member.taps("Nộp phiếu chấm")
    await member.reads("Đã nộp phiếu")
