"""The whole story under the law of 2026, once: from the first officer's invitation and a producer's "xin chào" to stars
and a QR code. A fish sauce is rated for the first time, a tea goes up, a homestay is scored on the set of tourism.

The same text is told through the engine, over the HTTP of Telegram and Zalo and in a browser; only who carries it
changes.
"""

import io
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from PIL import Image, ImageDraw

from locales import texts
from locales.text import fold
from ocop import criteria
from ocop.criteria import CriteriaSet


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
REPORT = {
    "specification": "Chai thủy tinh 500 ml, tiêu chuẩn cơ sở TCCS 01:2026",
    "history": "Gia đình ủ mắm từ năm 1975, năm 2019 lập hợp tác xã",
    "structure": "Giám đốc lo chung, 1 kế toán, tổ ủ mắm 6 người đều ở trong xã",
    "production": "Cá cơm mua của 12 tàu trong xã; thêm 20 chum và 1 máy chiết chai",
    "quality": "Độ đạm từ 25 lên 30, nhãn mới có tem truy xuất",
    "markets": "3 đại lý trong tỉnh, 2 đại lý ở Hà Nội",
    "money": "Năm 2025 thu 900 triệu, lãi 120 triệu",
    "future": "Thêm 30 chum, làm HACCP, vào siêu thị trong tỉnh",
    "changes": "–",
}
FINDINGS = ("Nguyên liệu địa phương", "Lao động địa phương", "Nguồn gốc ý tưởng", "Bản sắc, trí tuệ địa phương")


@dataclass
class Office:
    """Those who run the programme: the province, a commune, two members of the council."""

    chau: Actor
    hung: Actor
    members: list[Actor]
    today: date


async def tell(stage: Stage) -> str:
    """Tell it; returns the address behind the QR code of the fish sauce."""
    office = await appoint(stage)
    await office.hung.says("menu")
    await office.hung.taps("Cán bộ, mời thêm")
    await office.hung.taps("Đường dẫn đăng ký của xã")
    link = payload_in(await office.hung.reads("bà con bấm vào đây"))
    address = await fish_sauce(office, stage.actor("Lan"), link)
    await tea(office, stage.actor("Hoa"), link)
    await homestay(office, stage.actor("Páo"), link)
    return address


async def appoint(stage: Stage) -> Office:
    """The first provincial officer comes by the invitation that `run` printed, and invites the others."""
    chau, hung = stage.actor("Châu"), stage.actor("Hùng")
    members = [stage.actor("Bình"), stage.actor("Lý")]
    await chau.starts(f"i-{await stage.first_invitation()}")
    await chau.reads("Họ tên của anh chị?")
    await chau.says("Nguyễn Minh Châu")
    await chau.reads("Anh chị phụ trách tỉnh")
    await chau.says("thanh hoa")
    await chau.taps("Đúng rồi, gửi")
    await chau.reads("Anh chị đã là")
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
    return Office(chau, hung, members, stage.today())


async def fish_sauce(office: Office, lan: Actor, link: str) -> str:
    """A first rating: all six steps, a paper that is asked for, three stars. Returns the address behind the QR code."""
    # The producer registers by the commune's link …
    await lan.starts(link)
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

    # … and adds a new product: its name says which group it is in.
    await lan.reads("Sản phẩm tên gì?")
    await lan.says("Nước mắm cốt Ba Làng")
    await lan.taps("Sản phẩm mới")
    await lan.taps("Tương, nước mắm")
    await lan.reads("Giới thiệu sản phẩm")
    await lan.says("Nước mắm cá cơm ủ chượp 18 tháng trong chum sành.")
    await lan.reads("Kể câu chuyện")
    await lan.says("Nghề mắm Ba Làng có từ trăm năm, cha truyền con nối.")
    await lan.taps("Đúng rồi, gửi")
    await lan.reads("Bước 1/6")
    await lan.taps("Tôi đã đọc")

    # Idea, plan and carrying out are help, not gates.
    await lan.reads("Bước 2/6")
    await lan.taps("ý tưởng")
    await lan.taps("Điền ngay trong chat")
    await fill_in(lan, "idea-new", IDEA)
    await lan.reads("tệp Word đã điền sẵn")
    await lan.taps("Xem bước đang làm")
    for number in (3, 4, 5):
        await lan.taps("Sang bước tiếp theo")
        await lan.reads(f"Bước {number}/6")
    await lan.reads("chậm nhất")  # the last safe day

    # She assesses herself: a first forecast after a few taps, and what to see to first.
    await lan.taps("Tự chấm điểm")
    await lan.taps("Bắt đầu")
    await forecast(lan)
    await lan.taps("Nên lo giấy gì trước")
    await lan.reads("Những giấy này giúp bà con nhiều nhất")

    # Evidence: an album of photos gets one receipt; a paper with an end is asked for its days.
    await lan.says("con thieu gi")
    await lan.taps("Giấy đăng ký kinh doanh")
    await lan.sends(*(photo(number) for number in range(3)), album=True)
    await lan.reads("Đã nhận 3/3 ảnh")
    await lan.taps("Làm tiếp")
    await lan.taps("Tất cả giấy tờ")
    await lan.taps("Xem thêm")
    await lan.taps("Phiếu kiểm nghiệm")
    await lan.sends(pdf("kiem nghiem"), names=("kiem-nghiem.pdf",))
    await lan.reads("cấp ngày nào, có giá trị đến ngày nào")
    await dossier(lan, "Nước mắm cốt Ba Làng")

    # The commune wants one paper more; she sends just that one, and the clock goes on.
    hung = office.hung
    await hung.reads("vừa nộp bước 5")
    await hung.taps("Mở hồ sơ")
    await hung.taps("Phiếu kiểm nghiệm")
    await hung.taps("Yêu cầu gửi lại giấy này")
    await hung.taps("Tiếp: hẹn ngày")
    await hung.taps("5 ngày làm việc")
    await hung.says("Phiếu này đã quá một năm")
    await hung.taps("Gửi yêu cầu")
    await lan.reads("Phiếu này đã quá một năm")
    await lan.taps("Phiếu kiểm nghiệm")
    await lan.sends(pdf("kiem nghiem moi"), names=("kiem-nghiem-moi.pdf",))
    await lan.reads("1/1")
    await hung.reads("đã gửi đủ giấy tờ được yêu cầu")
    await hung.taps("Mở hồ sơ")
    await commune(hung, "Nước mắm cốt Ba Làng", samples=True)
    await lan.reads("xã đã đề nghị tỉnh đánh giá")
    await province(office.chau, "Nước mắm cốt Ba Làng")
    await lan.reads("chờ hội đồng tỉnh chấm điểm")

    marks = marks_for(criteria.criteria_set("26-09"), 3)
    result = await council(office, "Nước mắm cốt Ba Làng", "26-09", marks)
    assert "★★★☆☆" in result
    await decide(office, "1234/QĐ-UBND")
    news = await lan.reads("được công nhận ★★★☆☆")
    assert "Phần A" in news
    assert "Phần C" in news
    assert f"hết {office.today.day}/{office.today.month}/{office.today.year + 3}" in news
    await lan.says("mã qr")
    text = await lan.reads("Mã QR để in lên nhãn")
    found = re.search(r"https?://\S+(?:/p/|start=p-)[0-9A-Z]+", text)
    assert found
    return found[0]


async def tea(office: Office, hoa: Actor, link: str) -> None:
    """An existing product goes straight to what it lacks; rated 3★, it goes for 4★ with one condition missing."""
    await register(hoa, link, "Hợp tác xã Chè Nga An", "Lê Thị Hoa", "0912 345 679")
    await hoa.says("Chè xanh Nga An")
    await hoa.taps("Đã làm, đã bán")
    await hoa.taps("Có nhãn, bao bì")
    await hoa.taps("Chè tươi, chè chế biến")
    await hoa.says("Chè xanh sao suốt, búp một tôm hai lá.")
    await hoa.taps("Bỏ qua")
    await hoa.taps("Đúng rồi, gửi")
    if "Xem bước đang làm" in await hoa.sees_now() or "nên có để được nhiều điểm" in await hoa.sees_now():
        await hoa.taps("Xem bước đang làm")
    await hoa.reads("Bước 4/6")
    await hoa.taps("Sang bước tiếp theo")
    await hoa.taps("Giấy đăng ký kinh doanh")
    await hoa.sends(photo(31))
    await hoa.reads("1/1")
    await dossier(hoa, "Chè xanh Nga An")
    tea_set = criteria.criteria_set("26-11")
    await rate(office, "Chè xanh Nga An", "26-11", marks_for(tea_set, 3))
    await hoa.reads("được công nhận ★★★☆☆")

    # Going up begins with what still holds, and asks what changed.
    await hoa.taps("Xem bước đang làm")
    await hoa.taps("Đề nghị nâng hạng")
    await hoa.taps("Bắt đầu làm hồ sơ nâng hạng")
    await hoa.reads("có gì thay đổi")
    await hoa.says("Đổi nhãn có tem truy xuất, thêm 6 đại lý")
    await hoa.says("toi phai lam gi tiep")
    await hoa.taps("Chè xanh Nga An")
    await hoa.taps("Nộp bước 5")
    await office.hung.reads("Chè xanh Nga An vừa nộp bước 5")
    await office.hung.taps("Mở hồ sơ")
    await commune(office.hung, "Chè xanh Nga An", samples=True)
    await province(office.chau, "Chè xanh Nga An")
    marks = marks_for(tea_set, 4)
    spoilt = next(one for one in tea_set.criteria if (least := criteria.least(one, 4)) is not None and least.stars == 4)
    marks[spoilt.code] = max(
        (one for one in spoilt.options if one.points < criteria.least(spoilt, 4).points),  # type: ignore[union-attr]
        key=lambda option: option.points,
    ).number
    assert criteria.sheet(tea_set, marks).total >= 70
    result = await council(office, "Chè xanh Nga An", "26-11", marks)
    assert "★★★☆☆" in result, "the stars whose conditions hold"
    assert f"Thiếu điều kiện 4 sao ở tiêu chí {spoilt.code[1:]}" in result


async def homestay(office: Office, pao: Actor, link: str) -> None:
    """Tourism: no samples, and the case of each question is chosen where the table asks."""
    await register(pao, link, "Tổ hợp tác Du lịch Nga An", "Giàng A Páo", "0912 345 680")
    await pao.says("Homestay A Páo")
    await pao.taps("Đã làm, đã bán")
    await pao.taps("Có nhãn, bao bì")
    await pao.taps("Du lịch cộng đồng")
    await pao.says("Nhà sàn ba gian, ăn cơm cùng chủ nhà.")
    await pao.taps("Bỏ qua")
    await pao.taps("Đúng rồi, gửi")
    await pao.taps("Xem bước đang làm")
    await pao.taps("Sang bước tiếp theo")
    await pao.taps("Giấy đăng ký kinh doanh")
    await pao.sends(photo(41))
    await pao.reads("1/1")
    await dossier(pao, "Homestay A Páo")
    await rate(office, "Homestay A Páo", "26-26", marks_for(criteria.criteria_set("26-26"), 4), samples=False)
    await pao.reads("được công nhận ★★★★☆")


# -- what returns in each of them


async def register(person: Actor, link: str, business: str, representative: str, phone: str) -> None:
    await person.starts(link)
    await person.taps("Tôi đồng ý")
    await person.says(business)
    await person.says(representative)
    await person.says(phone)
    await person.taps("Bỏ qua")
    await person.taps("Đúng rồi, gửi")
    await person.reads("Sản phẩm tên gì?")


async def forecast(person: Actor) -> None:
    """Answer questions as they come, one of them with “not known yet”, until the first forecast is there."""
    for number in range(12):
        screen = await person.sees_now()
        if "Có dự báo đầu tiên" in screen:
            break
        await person.taps("Chưa biết" if number == 2 else ANSWERS[criterion_in(screen)])
    await person.reads("Có dự báo đầu tiên")
    await person.reads("Tạm tính")


FISH_SAUCE = criteria.criteria_set("26-09")
ANSWERS = {one.title: one.options[-1].text for one in FISH_SAUCE.criteria}


def criterion_in(screen: str) -> str:
    return next(title for title in sorted(ANSWERS, key=len, reverse=True) if title in screen)


async def dossier(person: Actor, name: str) -> None:
    """Both forms are filled in chat, come back as Word files, are signed and photographed, and handed in."""
    await person.says("toi phai lam gi tiep")
    await person.taps(name)
    await person.taps("Phiếu đăng ký (Mẫu 01)")
    await person.taps("Điền ngay trong chat")
    await fill_in(person, "form-01", {"title": "Giám đốc", "email": "–"})
    await person.reads("tệp Word đã điền sẵn")
    await person.taps("Xem bước đang làm")
    await person.taps("Báo cáo tự đánh giá (Mẫu 02)")
    await person.taps("Điền ngay trong chat")
    await fill_in(person, "form-02", REPORT)
    await person.reads("Bà con có đồng ý trả lời không")
    await person.taps("Không, để tôi viết tay")
    await _finish_representative(person)
    await person.says("toi phai lam gi tiep")
    await person.taps(name)
    await person.taps("Nộp bước 5")
    await person.reads("Nộp chưa phải là được duyệt")
    await person.reads("15 ngày làm việc")


async def _finish_representative(person: Actor) -> None:
    for _question in range(6):
        screen = await person.sees_now()
        if "Đúng rồi, gửi" in screen or "Bà con xem lại" in screen:
            await person.taps("Đúng rồi, gửi")
            return
        if "Câu " not in screen:
            return
        await person.taps("Bỏ qua")


async def commune(officer: Actor, name: str, *, samples: bool) -> None:
    """The commune marks the papers, takes the samples in, writes its four findings, and asks the province to rate."""
    await officer.taps("Đánh dấu đủ cả")
    if samples:
        await officer.taps("Mẫu sản phẩm (0/5)")
        await officer.taps("Nhận 5 mẫu")
        await officer.taps("Để nơi khô mát")
        await officer.reads("5/5 mẫu")
    await officer.taps("Bốn nội dung xã đánh giá (0/4)")
    for topic in FINDINGS:
        await officer.taps(topic)
        await officer.taps("Dùng bản nháp này")
    await officer.taps("Lấy Mẫu 03")
    await officer.reads("Anh chị in ra, kiểm tra, ký")
    await officer.taps("Mở hồ sơ")
    await officer.taps("Đề nghị tỉnh đánh giá")
    await officer.reads("Kết luận rồi thì không rút lại được")
    await officer.taps("Đề nghị tỉnh đánh giá")
    await officer.reads(f"{name} đã chuyển lên tỉnh")


async def province(officer: Actor, name: str) -> None:
    await officer.reads(f"chuyển lên hồ sơ đánh giá: {name}")
    await officer.taps("Mở hồ sơ")
    await officer.taps("Xác nhận đủ hồ sơ")
    await officer.taps("Đủ hồ sơ")
    await officer.taps("Chuyển hội đồng chấm")
    await officer.reads("Kết luận rồi thì không rút lại được")
    await officer.taps("huyển hội đồng")
    await officer.reads(f"{name} đủ điều kiện chấm điểm")


async def rate(office: Office, name: str, code: str, marks: Mapping[str, int], *, samples: bool = True) -> None:
    """From the handing-in to the decision."""
    await office.hung.reads(f"{name} vừa nộp bước 5")
    await office.hung.taps("Mở hồ sơ")
    await commune(office.hung, name, samples=samples)
    await province(office.chau, name)
    await council(office, name, code, marks)
    await decide(office, f"{len(name)}/QĐ-UBND")


async def council(office: Office, name: str, code: str, marks: Mapping[str, int]) -> str:
    """The grounds of exclusion, each member alone, and the closing; returns the result as the secretary reads it."""
    chau, cs = office.chau, criteria.criteria_set(code)
    await chau.taps("Chấm điểm")
    await chau.taps(name)
    await chau.taps("Mở phiên chấm")
    if cs.exclusions:
        await chau.taps("Xét căn cứ loại hồ sơ")
        for _ground in cs.exclusions:
            await chau.taps("Không có")
    for member in office.members:
        await member.reads("Mời anh chị chấm điểm")
        await member.taps("Chấm điểm")
        await score(member, cs, marks)
    await chau.reads(f"Tất cả thành viên đã chấm xong {name}")
    await chau.taps("Phiên chấm")
    await chau.taps("Đóng phiên chấm")
    await chau.taps("Đóng và tính kết quả")
    result = await chau.reads("Điểm trung bình của 2 phiếu")
    assert "không làm tròn" in result
    return result


async def decide(office: Office, number: str) -> None:
    """The decision makes it official."""
    await office.chau.taps("Ghi quyết định công nhận")
    await office.chau.says(number)
    await office.chau.says(f"{office.today.day}/{office.today.month}/{office.today.year}")
    await office.chau.taps("Đúng rồi, gửi")
    await office.chau.reads("Đã ghi quyết định")


async def score(member: Actor, cs: CriteriaSet, marks: Mapping[str, int]) -> None:
    """Each criterion in its order; where the set has two cases, the case before the option."""
    await member.taps("Chấm tiếp")
    for criterion in cs.criteria:
        await member.reads(criterion.title)
        chosen = criterion.option(marks[criterion.code])
        if chosen.case:
            await member.taps("Cộng đồng làm" if chosen.case == "a" else "Doanh nghiệp, cá nhân làm")
        await member.taps(f"{chosen.text} ({chosen.points}đ)")
    await member.reads("Đã chấm")
    await member.taps("Nộp phiếu chấm")
    await member.reads("Đã nộp phiếu")


def marks_for(cs: CriteriaSet, stars: int) -> dict[str, int]:
    """Marks that hold all conditions of so many stars, with a total in the middle of their band."""
    target = {3: 60, 4: 80}[stars]
    floor = {one.code: criteria.least(one, stars) for one in cs.criteria}
    chosen = {one.code: max(one.options, key=lambda option: (option.points, -option.number)) for one in cs.criteria}
    for one in cs.criteria:
        least = floor[one.code]
        lower = [option for option in one.options if option.case == chosen[one.code].case]
        lower = [option for option in lower if least is None or option.points >= least.points]
        total = criteria.sheet(cs, {code: option.number for code, option in chosen.items()}).total
        best = min(lower, key=lambda option: option.points)
        if total - (chosen[one.code].points - best.points) >= target:
            chosen[one.code] = best
    return {code: option.number for code, option in chosen.items()}


async def _says_name(actor: Actor, name: str) -> None:
    """Somebody whose messenger tells no name is asked for it."""
    if "Họ tên" in await actor.sees_now():
        await actor.says(name)
        await actor.taps("Đúng rồi, gửi")
        await actor.reads("Chào")
    else:
        await actor.reads("Anh chị đã là")
