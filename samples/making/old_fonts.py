"""Unicode -> runs in TCVN3 (TCVN 5712:1993, "ABC"): small letters in .VnTime, accented capitals in .VnTimeH."""

from __future__ import annotations

_CODES = (
    "A1Ă A2Â A3Ê A4Ô A5Ơ A6Ư A7Đ A8ă A9â AAê ABô ACơ ADư AEđ B5à B6ả B7ã B8á B9ạ BBằ BCẳ BDẵ BEắ C6ặ C7ầ C8ẩ C9ẫ CAấ "
    "CBậ CCè CEẻ CFẽ D0é D1ẹ D2ề D3ể D4ễ D5ế D6ệ D7ì D8ỉ DCĩ DDí DEị DFò E1ỏ E2õ E3ó E4ọ E5ồ E6ổ E7ỗ E8ố E9ộ EAờ EBở "
    "ECỡ EDớ EEợ EFù F1ủ F2ũ F3ú F4ụ F5ừ F6ử F7ữ F8ứ F9ự FAỳ FBỷ FCỹ FDý FEỵ"
)
_TABLE = {code[2]: chr(int(code[:2], 16)) for code in _CODES.split()}


def _encoded(text: str) -> str:
    return "".join(_TABLE.get(char, char) for char in text)


def tcvn3(text: str) -> list[tuple[str, str]]:
    """The runs as an office of the time typed them: a line of capitals, or one accented capital, in the H font."""
    if not text:
        return []
    if text == text.upper() and any(c.isalpha() and not c.isascii() for c in text):
        return [(_encoded(text.lower()), ".VnTimeH")]
    runs: list[tuple[str, str]] = []
    for char in text:
        capital = char.isupper() and not char.isascii() and char not in _TABLE
        stored, font = (_encoded(char.lower()), ".VnTimeH") if capital else (_encoded(char), ".VnTime")
        if runs and runs[-1][1] == font:
            runs[-1] = (runs[-1][0] + stored, font)
        else:
            runs.append((stored, font))
    return runs
