"""Letters that PDF programs write under the codes of other alphabets are read as what they are."""

import pytest

from vnplans import parse
from vnplans.text import clean, places


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("được giao cho trƣờng, ngƣời, nƣớc", "được giao cho trường, người, nước"),
        ("PHƢƠNG HƢỚNG", "PHƯƠNG HƯỚNG"),
        ("tƣ\u0300 nay", "từ nay"),
        ("Ĉӝc lұp - Tӵ do - Hҥnh phúc", "Độc lập - Tự do - Hạnh phúc"),
        ("ӪY BAN NHÂN DÂN TӌNH", "ỦY BAN NHÂN DÂN TỈNH"),
        ("ÿѭӧc triӇn khai, thӵc hiӋn", "được triển khai, thực hiện"),
        ("KӂT LUҰN, Kӂ HOҤCH", "KẾT LUẬN, KẾ HOẠCH"),
        ("ÐẢNG ỦY, ðịa phương", "ĐẢNG ỦY, địa phương"),
        ("Oʻzbekiston, Łódź, façade, Çanakkale", "Oʻzbekiston, Łódź, façade, Çanakkale"),
    ],
)
def test_read_as_meant(typed: str, meant: str) -> None:
    assert clean(typed) == meant
    assert clean(clean(typed)) == meant
    assert len(places(typed)) == len(meant)


def test_an_act_with_such_letters() -> None:
    found = parse(
        "ӪY BAN NHÂN DÂN\nTӌNH NAM ĈӎNH\nSӕ: 41/KH-UBND\n\nCӜNG HÒA XÃ HӜI CHӪ NGHƬA VIӊT NAM\n"
        "Ĉӝc lұp - Tӵ do - Hҥnh phúc\n\nNam Ĉӏnh, ngày 08 tháng 4 năm 2011\n\nKӂ HOҤCH\nTәng kiӇm tra ÿê ÿiӅu\n\n"
        "II. TӘ CHӬC THӴC HIӊN\n\n"
        "1. Sӣ Nông nghiӋp và Phát triӇn nông thôn chӫ trì, phӕi hӧp vӟi Công an tӍnh kiӇm tra "
        "trѭӟc ngày 30/5/2011.\n".encode(),
        name="a.txt",
    )
    assert found.number is not None
    assert found.number.text == "41/KH-UBND"
    assert found.issuer is not None
    assert found.issuer.name == "Ủy ban nhân dân tỉnh Nam Định"
    assert found.title == "Tổng kiểm tra đê điều"
    task = found.tasks[0]
    assert [body.text for body in task.lead_agencies] == ["Sở Nông nghiệp và Phát triển nông thôn"]
    assert [body.text for body in task.coordinating_agencies] == ["Công an tỉnh"]
    assert str(task.deadline and task.deadline.end) == "2011-05-30"
