"""What people type, as they type it: without diacritics, with short forms and typos."""

import pytest

from chat import understanding

MEANT = {
    "next": ["toi phai lam j tiep", "gio toi lam gi", "lam gi tiep theo a", "bước tiếp theo là gì", "can lam gi nua"],
    "status": [
        "sp cua toi sao roi",
        "hs toi dau r",
        "ho so den dau roi",
        "hồ sơ của tôi đến đâu rồi ạ",
        "cho hoi ho so cua toi the nao",
        "co ket qua chua",
        "duyet chua",
        "sp dc may sao",
    ],
    "missing": ["con thieu gi", "thieu giay gi", "con thieu j nua ko", "can nop nhung giay to gi", "ho so thieu gi"],
    "qr": ["ma qr", "cho toi xin ma qr", "QR", "lay ma qr"],
    "help": ["huong dan", "tro giup", "giup toi voi", "ocop la gi"],
    "products": ["san pham cua toi", "danh sach sp"],
    "home": ["xin chao", "menu", "chào", "man hinh chinh"],
    "desk": ["ho so cho duyet", "hồ sơ chờ"],
    "counts": ["thong ke", "so lieu"],
}
ANSWERS = [
    "Chai thủy tinh 500 ml, nhãn mới, tem QR",
    "Nước mắm cá cơm ủ chượp 18 tháng",
    "Hợp tác xã Nông nghiệp Hướng Dẫn",
    "Nguyễn Thị Tiếp",
    "Muốn có kết quả tốt hơn, bán được giá",
    "Chưa có kết quả gì, mới làm thử",
    "Sản phẩm của tôi làm từ cói, dệt tay",
    "Danh sách khách hàng gồm 3 đại lý",
    "Xã còn thiếu nước tưới mùa khô",
    "Gửi hàng qua bưu điện",
    "Hộ kinh doanh Lê Văn Tìm",
    "Đang ghi sổ tay, thống kê từng tháng",
]


@pytest.mark.parametrize(("meant", "said"), [(meant, said) for meant, many in MEANT.items() for said in many])
def test_what_people_ask_for_is_understood(meant: str, said: str) -> None:
    assert understanding.intent(said, "vi")[0] == meant


@pytest.mark.parametrize("answer", ANSWERS)
def test_an_answer_in_a_form_is_not_taken_for_a_question(answer: str) -> None:
    assert understanding.intent(answer, "vi", within_form=True) == ("", 0.0)


@pytest.mark.parametrize("said", ["asdf qwer", "12345", "trời hôm nay đẹp quá", "con trâu", "…"])
def test_what_means_nothing_to_us_is_not_guessed(said: str) -> None:
    assert understanding.intent(said, "vi")[0] == ""
