"""What is no document, by its name alone: said as `skipped`, apart from failures."""

from __future__ import annotations

__all__ = ["SKIPPED", "skipped"]

SKIPPED: dict[str, tuple[str, str]] = {
    "lock": ("tệp khóa của Word hoặc LibreOffice đang mở", "a lock file of an open Word or LibreOffice"),
    "system": ("tệp của hệ điều hành", "a file of the operating system"),
    "program": ("chương trình hoặc mã nguồn", "a program or its source"),
    "settings": ("tệp cấu hình", "a settings file"),
    "log": ("nhật ký máy", "a log"),
    "media": ("âm thanh hoặc phim", "sound or film"),
    "temporary": ("tệp tạm hoặc tải dở", "a temporary file or half a download"),
    "data": ("dữ liệu của chương trình", "data of a program"),
    "logo": ("biểu tượng trong chữ ký thư", "a logo in a mail's signature"),
    "note": ("lời gửi kèm, không phải văn bản", "a covering note"),
    "own": ("kết quả của vnplans convert", "an output of vnplans convert"),
    "special": ("không phải tệp thường (đường ống, ổ cắm, thiết bị)", "no regular file (pipe, socket, device)"),
    "link": ("liên kết tới thư mục", "a link to a folder"),
}
"""What it is in Vietnamese and English."""

_ENDINGS: dict[str, str] = {
    "program": "bat bin cgi class cmd com cpp cs css dll dylib exe go h java jar js lib msi o php ps1 py pyc rb rs sh "
    "so sql ts vb vbs",
    "settings": "cfg conf config inf ini lnk plist properties reg toml url yaml yml",
    "log": "log",
    "media": "aac avi flac flv m4a mkv mov mp3 mp4 mpeg mpg ogg wav webm wma wmv 3gp",
    "temporary": "bak crdownload part partial swp tmp",
    "data": "db dat idx jsonl ndjson lock mdb accdb ttf otf woff woff2 eot ico sqlite",
}
_BY_ENDING = {ending: kind for kind, endings in _ENDINGS.items() for ending in endings.split()}
_NAMES = {"thumbs.db": "system", "desktop.ini": "system", "ehthumbs.db": "system", ".ds_store": "system"}
_FOLDERS = ("__MACOSX/", "$RECYCLE.BIN/", "System Volume Information/")


def skipped(name: str) -> str | None:
    """What a file of this name is instead of a document (a key of SKIPPED), or None. `name` may have folders."""
    last = name.rpartition("/")[2].lower()
    if last.startswith(("~$", ".~lock")):
        return "lock"
    if last in _NAMES:
        return _NAMES[last]
    if any(name.startswith(folder) or f"/{folder}" in name for folder in _FOLDERS):
        return "system"
    stem, dot, ending = last.rpartition(".")
    return _BY_ENDING.get(ending) if dot and stem else None
