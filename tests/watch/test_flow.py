"""New and changed files flow into a target, each once, whatever comes between."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

import openpyxl
import pytest

from vnplans.errors import DamagedFile, WrongRequest
from vnplans.models import Directive
from vnplans.watch import Looks, Memory, WatchBusy, memory_of
from vnplans.watch.memory import Lost, Settled

from .made import Clock, Watched, act, mail, mbox


@pytest.fixture
def watched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Watched:
    return Watched(tmp_path, monkeypatch)


def tasks(target: Path) -> list[str]:
    with closing(sqlite3.connect(target)) as base:
        return sorted(row[0] for row in base.execute("SELECT content FROM tasks"))


def numbers(target: Path) -> list[str]:
    with closing(sqlite3.connect(target)) as base:
        return sorted(row[0] for row in base.execute("SELECT number FROM directives"))


def test_each_file_once_and_a_restart_reads_nothing(watched: Watched) -> None:
    watched.put("a.txt", act(1))
    watched.put("2026/tháng 3/b.txt", act(2))
    tally = watched.look()
    assert (tally.contents, tally.acts, tally.tasks, tally.lost) == (2, 2, 4, 0)
    assert numbers(watched.target) == ["1/KH-UBND", "2/KH-UBND"]
    with closing(sqlite3.connect(watched.target)) as base:
        files = {row[0] for row in base.execute("SELECT file FROM directives")}
    assert files == {"a.txt", "2026/tháng 3/b.txt"}
    assert watched.look().contents == 0
    assert watched.read == ["b.txt", "a.txt"]


def test_a_copy_under_another_name_is_no_new_content(watched: Watched) -> None:
    watched.put("a.txt", act(1))
    watched.look()
    watched.put("bản sao.txt", act(1))
    (watched.inbox / "a.txt").rename(watched.inbox / "đã xử lý.txt")
    assert watched.look(3).contents == 0
    assert len(watched.read) == 1


def test_two_copies_in_one_look_are_read_once(watched: Watched) -> None:
    watched.put("a.txt", act(1))
    watched.put("b.txt", act(1))
    assert watched.look().contents == 1
    assert watched.read == ["b.txt"]
    assert len(tasks(watched.target)) == 2


def test_a_file_that_changes_comes_again(watched: Watched) -> None:
    watched.put("a.txt", act(1))
    watched.look()
    watched.put("a.txt", act(1) + b"\n3. S\xe1\xbb\x9f Y t\xe1\xba\xbf ki\xe1\xbb\x83m tra.\n")
    assert watched.look().contents == 1
    assert numbers(watched.target) == ["1/KH-UBND"]


def test_a_bad_file_is_named_listed_and_stops_nothing(watched: Watched) -> None:
    watched.put("a.pdf", b"%PDF-1.7 nothing")
    watched.put("b.txt", act(2))
    tally = watched.look()
    assert (tally.acts, tally.lost) == (1, 1)
    (line,) = [json.loads(text) for text in watched.list.read_text(encoding="utf-8").splitlines()]
    assert (line["file"], line["code"]) == ("a.pdf", "damaged")
    assert "tệp PDF" in line["message"] and "the PDF" in line["message_en"]
    assert watched.look().contents == 0
    watched.put("a.pdf", act(1))
    assert watched.look().acts == 1


def test_a_bad_member_of_a_mail_is_listed_and_the_others_flow(watched: Watched) -> None:
    watched.put("thư.eml", mail("Kế hoạch", ("KH 1.txt", act(1)), ("hỏng.pdf", b"%PDF-1.7 nothing")))
    tally = watched.look()
    assert (tally.acts, tally.lost) == (1, 1)
    assert json.loads(watched.list.read_text(encoding="utf-8"))["file"] == "thư.eml/hỏng.pdf"
    with closing(sqlite3.connect(watched.target)) as base:
        assert base.execute("SELECT file FROM directives").fetchone() == ("KH 1.txt",)


def test_a_file_that_is_copied_is_waited_for(watched: Watched) -> None:
    path = watched.put("a.txt", act(1)[:200])
    looks = Looks((watched.inbox,), 2.0, clock=watched.clock)
    found = []
    for data in (act(1)[:300], act(1)[:400], act(1)):
        found += looks.whole(lambda _: False)
        assert looks.unsettled
        path.write_bytes(data)
        watched.clock.now += 5.0
    found += looks.whole(lambda _: False)
    assert found == []
    watched.clock.now += 1.0
    assert looks.whole(lambda _: False) == []
    watched.clock.now += 1.0
    (seen,) = looks.whole(lambda _: False)
    assert (seen.name, looks.unsettled) == ("a.txt", False)


NOT_TAKEN = [
    "~$a.docx", ".hidden.txt", "a.docx.part", "b.crdownload", "c.tmp", "Thumbs.db", "desktop.ini", ".git/x.txt"
]  # fmt: skip


@pytest.mark.parametrize("name", NOT_TAKEN)
def test_what_no_person_put_there_is_left_alone(name: str, watched: Watched) -> None:
    watched.put(name, act(1))
    assert watched.look(3).contents == 0


def test_the_target_in_the_folder_is_no_input(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    watched = Watched(tmp_path, monkeypatch)
    watched.target = watched.inbox / "đích.sqlite"
    watched.put("a.txt", act(1))
    assert watched.look(4).contents == 1


def test_a_maildir_gives_its_mails_once_wherever_they_are_moved(watched: Watched) -> None:
    for folder in ("cur", "new", "tmp"):
        (watched.inbox / "Maildir" / folder).mkdir(parents=True)
        (watched.inbox / "Maildir" / ".Công văn" / folder).mkdir(parents=True)
    watched.put("Maildir/tmp/1.host", mail("chưa xong", ("KH 9.txt", act(9))))
    new = watched.put("Maildir/new/2.host", mail("KH 1", ("KH 1.txt", act(1))))
    watched.put("Maildir/.Công văn/cur/3.host:2,S", mail("KH 2", ("KH 2.txt", act(2))))
    assert watched.look().acts == 2
    new.rename(watched.inbox / "Maildir" / "cur" / "2.host:2,S")
    assert watched.look(3).contents == 0
    assert numbers(watched.target) == ["1/KH-UBND", "2/KH-UBND"]


def test_an_mbox_gives_new_mails_as_they_come(watched: Watched) -> None:
    first, second = mail("KH một", ("KH 1.txt", act(1))), mail("=?utf-8?q?KH_hai?=", ("hỏng.pdf", b"%PDF-1.7 x"))
    watched.put("hộp thư", mbox(first, mail("Chào", body="Mời họp lúc 8 giờ.")))
    assert watched.look().acts == 1
    watched.put("hộp thư", mbox(first, mail("Chào", body="Mời họp lúc 8 giờ."), second))
    tally = watched.look()
    assert (tally.contents, tally.acts, tally.lost) == (1, 0, 1)
    assert json.loads(watched.list.read_text(encoding="utf-8"))["file"] == "hộp thư/KH hai.eml/hỏng.pdf"
    assert numbers(watched.target) == ["1/KH-UBND"]


def test_one_mbox_file_can_be_watched(watched: Watched) -> None:
    box = watched.put("hộp thư", mbox(mail("KH", ("KH 1.txt", act(1)))))
    assert watched.look(folders=(box,)).acts == 1
    assert not watched.spool.exists()


def test_a_mail_without_attachments_is_no_act_unless_it_holds_one(watched: Watched) -> None:
    watched.put("hộp thư", mbox(mail("a", body="Đề nghị các phòng gửi báo cáo trước ngày 15/3/2026.")))
    assert (watched.look().acts, watched.heard.done[-1].state) == (0, "nothing")
    watched.put("hộp thư", mbox(mail("b", body=act(7).decode())))
    assert watched.look().acts == 1


def test_what_is_no_directive_does_not_flow(watched: Watched) -> None:
    watched.put("thơ.txt", "Sông dài con cá lội đâu\nBiết ai tri kỷ gửi trao mối sầu\n".encode() * 5)
    tally = watched.look()
    assert (tally.contents, tally.acts) == (1, 0)
    assert not watched.target.exists()


def test_a_target_that_cannot_be_written_is_tried_again_without_reading_again(watched: Watched) -> None:
    watched.put("a.txt", act(1))
    tries = []

    def write(acts: Iterable[Directive]) -> None:
        tries.append(1)
        if len(tries) < 3:
            raise OSError(13, "đang mở trong Excel")
        watched.write(acts)

    tally = watched.look(5, write=write)
    assert (len(tries), len(watched.read), tally.acts) == (3, 1, 1)
    assert watched.heard.said == ["chưa ghi được vào đích (đang mở trong Excel); sẽ thử lại"]
    assert not watched.flow.blocked


def test_a_target_that_refuses_for_now_is_tried_again(watched: Watched) -> None:
    watched.put("a.txt", act(1))

    def write(acts: Iterable[Directive]) -> None:
        raise DamagedFile("tệp lạ", "a foreign file")

    assert watched.look(3, write=write).acts == 0
    assert watched.flow.blocked
    assert watched.look().acts == 1


def test_what_cannot_be_read_at_all_now_is_tried_again(watched: Watched, monkeypatch: pytest.MonkeyPatch) -> None:
    watched.put("a.txt", act(1))

    def gone(*_: object, **__: object) -> None:
        raise DamagedFile("không còn tệp", "the file is gone")

    with monkeypatch.context() as patched:
        patched.setattr("vnplans.watch.flow.convert", gone)
        assert watched.look(3).contents == 0
    assert watched.heard.said == ["không còn tệp; sẽ thử lại"]
    assert watched.look().acts == 1


def test_a_wrong_request_ends_it(watched: Watched) -> None:
    watched.put("a.txt", act(1))

    def write(acts: Iterable[Directive]) -> None:
        raise WrongRequest("không có", "no such")

    with pytest.raises(WrongRequest):
        watched.look(write=write)


def test_an_act_that_the_target_does_not_take_holds_up_no_other(watched: Watched) -> None:
    for number in range(1, 6):
        watched.put(f"{number}.txt", act(number))

    def write(acts: Iterable[Directive]) -> None:
        taken = list(acts)
        if any(one.number and one.number.serial == 3 for one in taken):
            raise ValueError("số ba")
        watched.write(taken)

    tally = watched.look(write=write)
    assert (tally.lost, len(numbers(watched.target))) == (1, 4)
    assert "số ba" in json.loads(watched.list.read_text(encoding="utf-8"))["message"]
    assert watched.look().contents == 0


def test_it_stops_between_files_and_loses_nothing(watched: Watched) -> None:
    for number in range(30):
        watched.put(f"{number:02}.txt", act(number))

    def write(acts: Iterable[Directive]) -> None:
        watched.write(acts)
        watched.stop.set()

    assert watched.look(3, write=write).acts == 20
    watched.stop.clear()
    assert watched.look().acts == 10
    assert len(numbers(watched.target)) == 30


def test_a_cut_between_writing_and_remembering_doubles_nothing(
    watched: Watched, monkeypatch: pytest.MonkeyPatch
) -> None:
    watched.put("a.txt", act(1))

    def cut(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(Memory, "mark", cut)
        with pytest.raises(KeyboardInterrupt):
            watched.look()
    before = tasks(watched.target)
    assert watched.look().acts == 1
    assert tasks(watched.target) == before


def test_a_calendar_is_a_target_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    watched = Watched(tmp_path, monkeypatch, "ics")
    watched.put("a.txt", act(1))
    watched.look()
    watched.put("b.txt", act(2))
    watched.look()
    text = watched.target.read_text(encoding="utf-8")
    assert (text.count("BEGIN:VTODO"), text.count("BEGIN:VJOURNAL")) == (4, 2)


def test_a_folder_that_is_gone_is_told_once_and_awaited(watched: Watched) -> None:
    share = watched.inbox / "ổ mạng"
    folders = (share,)
    assert watched.look(3, folders=folders).contents == 0
    assert len(watched.heard.said) == 1 and "sẽ thử lại" in watched.heard.said[0]
    watched.put("ổ mạng/a.txt", act(1))
    assert watched.look(folders=folders).acts == 1


def test_a_file_that_goes_between_looks_is_no_error(watched: Watched) -> None:
    path = watched.put("a.txt", act(1))
    looks = Looks((watched.inbox,), 0.0, clock=Clock())
    looks.whole(lambda _: False)
    path.unlink()
    assert looks.whole(lambda _: False) == []


# memory


@pytest.fixture
def memory_path(tmp_path: Path) -> Path:
    return tmp_path / ".x.watch"


def test_one_process_at_a_time(memory_path: Path) -> None:
    with closing(Memory(memory_path, "1")), pytest.raises(WatchBusy):
        Memory(memory_path, "1")
    Memory(memory_path, "1").close()


def test_a_damaged_memory_is_laid_aside(memory_path: Path) -> None:
    memory_path.write_bytes(b"no database at all" * 100)
    with closing(Memory(memory_path, "1")) as memory:
        assert not memory.knows("a")
        memory.mark([Settled("a", "a.txt", "written", 1, 2)])
        assert memory.knows("a")
    assert memory_path.with_name(".x.watch.bad").exists()


def test_what_failed_is_tried_again_by_another_version_or_when_asked(memory_path: Path) -> None:
    why = DamagedFile("hỏng", "damaged").reason
    with closing(Memory(memory_path, "1")) as memory:
        memory.mark([Settled("a", "a.txt", "written"), Settled("b", "b.txt", "failed", lost=(Lost("b.txt", why),))])
        memory.mark((), [("/a.txt", "1:2:3")])
        assert memory.knows("b") and memory.stood("/a.txt", "1:2:3") and not memory.stood("/a.txt", "1:9:3")
    with closing(Memory(memory_path, "2")) as memory:
        assert memory.knows("a") and not memory.knows("b")
        assert not memory.stood("/a.txt", "1:2:3")
    with closing(Memory(memory_path, "1")) as memory:
        memory.retry_failed()
        assert memory.knows("a") and not memory.knows("b")
        memory.forget()
        assert not memory.knows("a")


def test_where_a_memory_lies(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert memory_of(str(tmp_path / "a.sqlite")) == tmp_path / ".a.sqlite.watch"
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    one, other = (memory_of(f"postgresql://x@y/{name}") for name in "ab")
    assert one != other and one.parent == tmp_path / "vnplans"


def test_a_workbook_is_brought_up_to_date(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    watched = Watched(tmp_path, monkeypatch, "xlsx")
    watched.put("a.txt", act(1))
    watched.look()
    book = openpyxl.load_workbook(watched.target)
    sheet = book["Nhiệm vụ"]
    heads = {cell.value: cell.column for row in sheet.iter_rows(max_row=5) for cell in row if cell.value}
    first = next(
        row for row in range(1, 9) if str(sheet.cell(row, heads["Nội dung nhiệm vụ"]).value).startswith("rà soát")
    )
    sheet.cell(first, heads["Trạng thái"]).value = "Hoàn thành"
    book.save(watched.target)
    watched.put("b.txt", act(2))
    assert watched.look().acts == 1
    sheet = openpyxl.load_workbook(watched.target)["Nhiệm vụ"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    done = [row for row in rows if "Hoàn thành" in row]
    assert len(done) == 1 and any(str(value).startswith("rà soát hồ sơ lưu trữ 1") for value in done[0])
    assert sum("/KH-UBND" in str(row) for row in rows) == 4
