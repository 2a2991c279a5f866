"""Text that orders no work: closing formulas, effect clauses, targets, descriptions. Each refusal has its reason."""

from __future__ import annotations

import re

from vnplans.extract.orders.verbs import verb_at

__all__ = ["orders_nothing"]

# (code, reason, pattern on folded text)
_REFUSALS: tuple[tuple[str, str, re.Pattern[str]], ...] = (
    (
        "task.closing",
        "câu kết, thể thức (closing formula)",
        re.compile(
            r"trên đây là|(?:nay |xin |trân trọng )?(?:kính )?thông báo (?:ý kiến |nội dung |để |đến |kết luận )"
            r"|trân trọng|thừa (?:lệnh|ủy quyền)\b[^.;]{0,160}thông báo |"
            r"(?:ubnd|ủy ban nhân dân|văn phòng|sở|bộ)[^.;]{0,60}(?:trân trọng )?(?:xin )?thông báo (?:ý kiến "
            r"|kết luận |để |đến )|"
            r"nhận được (?:kế hoạch|công văn|chỉ thị|văn bản|thông báo|công điện|quyết định"
            r"|hướng dẫn)|kế hoạch này (?:thay thế|được|có)|"
            r"[^.;]{0,300}kính mời|\((?:có |kèm |gửi |đính |theo |phân công|ban hành|chi tiết|phụ lục)"
        ),
    ),
    (
        "task.difficulties",
        "câu hướng dẫn khi có vướng mắc (standing line on difficulties)",
        re.compile(
            r"(?:trong )?quá trình (?:tổ chức |triển khai )?(?:thực hiện|triển khai)[^.;:]{0,60}(?:nếu|có|gặp"
            r"|phát sinh|trường hợp)[^.;:]{0,40}(?:vướng mắc|khó khăn|phát sinh|vấn đề|thay đổi|sửa đổi|bổ sung"
            r"|điều chỉnh)|"
            r"(?:nếu|trường hợp) (?:có |phát sinh )?(?:khó khăn|vướng mắc|thay đổi)"
        ),
    ),
    (
        "task.effect",
        "điều khoản hiệu lực, thi hành (effect clause)",
        re.compile(
            r"[^.;]{0,80}(?:này )?có hiệu lực (?:thi hành )?(?:kể )?từ"
            r"|.{0,900}chịu trách nhiệm (?:tổ chức )?thi hành (?:quyết định|nghị quyết|nghị định|thông tư|chỉ thị"
            r"|kế hoạch|quy định|quy chế)? ?(?:này)?[./]*$|"
            r"[^.;]{0,120}(?:căn cứ|theo)[^.;]{0,20} quyết định thi hành"
        ),
    ),
    (
        "task.basis",
        "căn cứ (legal basis)",
        re.compile(r"(?:căn cứ|xét|theo đề nghị|thực hiện|tiếp theo)\b[^;:]*[;,.]?$(?<=[;,])"),
    ),
    (
        "task.target",
        "chỉ tiêu (target)",
        re.compile(
            r"(?:đến (?:hết )?năm \d{4},?\s*)?(?:phấn đấu(?: đến)?[^.;]{0,40}|trên |ít nhất |tối thiểu |khoảng "
            r"|có |đạt |từ |đảm bảo |bảo đảm )?\d+(?:[.,]\d+)?\s*%|"
            r"tỷ lệ\b|số lượng\b[^.;]*(?:tối thiểu|đạt)|tốc độ tăng"
        ),
    ),
    (
        "task.noun",
        "nội dung mô tả, không giao việc (description)",
        re.compile(
            r"(?:kính )?(?:mời )?(?:các )?(?:ông|bà|đồng chí|đ/c)\b[^.;:]{2,160}?(?:\s-|,|:|\blàm|\blà)\s*(?:thành viên"
            r"|(?:phó )?trưởng (?:ban|đoàn)|phó ban|ủy viên|thư ký|tổ trưởng|tổ phó)\b|"
            r"(?:trưởng đoàn|phó (?:trưởng )?đoàn|trưởng ban|phó (?:trưởng )?ban|thành viên|thư ký|tổ trưởng"
            r"|tổ phó|ủy viên)\s*:|"
            r"(?:việc|các nội dung khác|kết quả|tình hình|thực trạng|đối tượng|thành phần|nội dung (?:chương trình"
            r"|kiểm tra|thi)|số lượng|mỗi trường|"
            r"kinh phí|nguồn kinh phí|địa điểm|thời gian|hình thức:|đại diện|kính mời|giấy mời"
            r"|công tác [^:;]{0,60}(?:\.|$))\b"
        ),
    ),
    (
        "task.decision",
        "ý kiến đồng ý, ghi nhận, không giao việc (agreement or praise)",
        re.compile(
            r"(?:về )?(?:cơ bản )?(?:thống nhất|đồng ý|nhất trí|chấp thuận)(?: (?:với|về|chủ trương|nội dung|theo"
            r"|phương án|đề xuất|cho|đề nghị|chuyển)\b|[,.])"
            r"|(?:ghi nhận|đánh giá cao|biểu dương|hoan nghênh)\b.{0,160}\b(?:đã|của|sự|kết quả|những|tinh thần)\b"
        ),
    ),
    ("task.note", "ghi chú, dẫn nguồn (note)", re.compile(r"(?:ghi chú|lưu ý|nguồn|chú thích|\*+\s*ghi chú)\s*:")),
)
_SITUATION = re.compile(
    r"[^.;]{0,200}\b(?:đã (?:được |ban hành|triển khai|có|chỉ đạo|tổ chức|đạt|tích cực|chủ động|hoàn thành)"
    r"|còn (?:hạn chế|chậm|thấp|nhiều|tồn tại)|chưa được|"
    r"đạt kết quả|góp phần quan trọng)\b"
)


def orders_nothing(key: str, *, led: bool) -> tuple[str, str] | None:
    """Code and reason if the (folded) paragraph orders no work; None if it may. `led`: it names its doer first."""
    words = key.strip(" \"“'")
    if not any(c.isalpha() for c in words):
        return "task.empty", "không có chữ (no words)"
    for code, reason, pattern in _REFUSALS:
        if led and code in ("task.noun", "task.target", "task.basis", "task.decision"):
            continue
        if pattern.match(words):
            if (
                code == "task.target"
                and verb_at(words) is not None
                and not words.startswith(("phấn đấu", "bảo đảm", "đảm bảo"))
            ):
                continue
            return code, reason
    return None


def tells_situation(key: str) -> bool:
    """The paragraph reports what was done."""
    return bool(_SITUATION.match(key))
