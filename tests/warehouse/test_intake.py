"""Returns are found with what the register, or their names, say of them; what cannot be placed is named."""

from datetime import date, datetime
from pathlib import Path

import pytest

from scorecard.errors import ScorecardError
from scorecard.feeds.catalogue import all_feeds
from scorecard.warehouse.intake import ReturnFile, find_returns

NOW = datetime(2024, 4, 30, 12)
HEADER = "file,feed,agency,month,sender,received_at\n"


def folder_with(parent: Path, *names: str, register: str | None = None) -> Path:
    folder = parent / "2024-03"
    folder.mkdir(exist_ok=True)
    for name in names:
        (folder / name).write_text("any")
    if register is not None:
        (folder / "register.csv").write_text(HEADER + register, encoding="utf-8")
    return folder


def found(*paths: Path) -> list[ReturnFile]:
    return find_returns(paths, all_feeds(), NOW)


def test_a_register_says_whose_a_file_is_and_when_it_came_whatever_it_is_called(tmp_path: Path) -> None:
    folder = folder_with(tmp_path, "x.csv", register="x.csv,training,elft,2024-02,Training lead,2024-04-03T08:05:09\n")
    moment = datetime(2024, 4, 3, 8, 5, 9)
    assert found(folder) == [
        ReturnFile(folder / "x.csv", "training", "elft", date(2024, 2, 1), "Training lead", moment)
    ]
    assert found(folder / "x.csv") == found(folder)


@pytest.mark.parametrize(
    ("name", "agency", "feed"),
    [
        ("bhft_training.csv", "bhft", "training"),
        ("public_health_measures.xlsx", "public_health", "measures"),
        ("asc_enquiry_risks_2.CSV", "asc", "enquiry_risks"),
        ("asc_enquiries.txt", "asc", "enquiries"),
        ("asc_concerns.xls", "asc", "concerns"),
    ],
)
def test_without_a_register_the_name_and_the_folder_say_it(tmp_path: Path, name: str, agency: str, feed: str) -> None:
    folder = folder_with(tmp_path, name)
    assert found(folder) == [ReturnFile(folder / name, feed, agency, date(2024, 3, 1), "not recorded", NOW)]


def test_returns_come_in_the_order_in_which_they_were_received(tmp_path: Path) -> None:
    register = "a.csv,training,asc,2024-03,S,2024-04-09T00:00:00\nb.csv,training,asc,2024-03,S,2024-04-02T00:00:00\n"
    folder = folder_with(tmp_path, "a.csv", "b.csv", "ccs_training.csv", register=register)
    assert [file.path.name for file in found(folder)] == ["b.csv", "a.csv", "ccs_training.csv"]


def test_a_file_named_twice_is_found_once(tmp_path: Path) -> None:
    folder = folder_with(tmp_path, "asc_training.csv")
    assert len(found(folder, folder / "asc_training.csv", tmp_path)) == 1


def test_registers_hidden_files_and_files_of_other_kinds_are_no_returns(tmp_path: Path) -> None:
    names = [".asc_training.csv", "~$asc_training.xlsx", "read me.md", "asc_training.pdf"]
    assert found(folder_with(tmp_path, *names, register="")) == []


def test_moments_with_a_time_zone_are_kept_as_written(tmp_path: Path) -> None:
    register = (
        "a.csv,training,asc,2024-03,S,2024-04-09T10:00:00+01:00\nb.csv,training,asc,2024-03,S,2024-04-09T10:00:01\n"
    )
    files = found(folder_with(tmp_path, "a.csv", "b.csv", register=register))
    assert [file.received_at for file in files] == [datetime(2024, 4, 9, 10), datetime(2024, 4, 9, 10, 0, 1)]


def test_everything_that_cannot_be_placed_is_named_at_once(tmp_path: Path) -> None:
    register = (
        "a.csv,trainings,asc,2024-03,S,2024-04-09\nb.csv,training,asc,March,S,yesterday\n"
        "c.csv\nasc_training.csv,training,asc,2024-03,S,2024-04-09\n"
    )
    folder = folder_with(tmp_path, "a.csv", "b.csv", "c.csv", "asc_training.csv", "d.csv", register=register)
    with pytest.raises(ScorecardError) as fault:
        found(folder, tmp_path / "nowhere")
    told = str(fault.value)
    assert f"There is no file or folder {tmp_path / 'nowhere'}." in told
    assert f"{folder / 'a.csv'} cannot be placed: in register.csv, there is no feed “trainings”" in told
    assert "commentary, concerns, decisions, enquiries, enquiry_risks, events" in told
    assert f"{folder / 'b.csv'} cannot be placed: in register.csv, the month “March”" in told
    assert "the moment “yesterday”" in told
    assert f"{folder / 'c.csv'} cannot be placed: in register.csv, there is no feed “”" in told
    assert f"{folder / 'd.csv'} cannot be placed. Put it in a folder named for its month" in told
    assert "asc_training.csv cannot" not in told


@pytest.mark.parametrize("name", ["training.csv", "bhft.csv", "bhft_training_final.csv", "BHFT training.csv"])
def test_a_name_that_does_not_say_enough_is_told_with_one_that_does(tmp_path: Path, name: str) -> None:
    with pytest.raises(ScorecardError, match=r"such as 2024-03/bhft_training\.csv"):
        found(folder_with(tmp_path, name))


def test_a_folder_that_is_no_month_says_so(tmp_path: Path) -> None:
    (tmp_path / "returns").mkdir()
    (tmp_path / "returns" / "bhft_training.csv").write_text("any")
    with pytest.raises(ScorecardError, match="folder named for its month"):
        found(tmp_path)


def test_a_register_without_its_columns_is_told_with_them(tmp_path: Path) -> None:
    folder = folder_with(tmp_path, "a.csv")
    (folder / "register.csv").write_text("file,feed\na.csv,training\n")
    with pytest.raises(ScorecardError, match=r"register\.csv lacks agency, month, sender, received_at\."):
        found(folder)


@pytest.mark.parametrize("content", [HEADER.encode() + b"a\xff.csv,,,,,\n", HEADER.encode() + b'"a.csv,training\n'])
def test_a_register_that_cannot_be_read_is_told(tmp_path: Path, content: bytes) -> None:
    folder = folder_with(tmp_path, "a.csv")
    (folder / "register.csv").write_bytes(content)
    with pytest.raises(ScorecardError, match=r"register\.csv cannot be read"):
        found(folder)


def test_a_register_saved_by_a_spreadsheet_is_read(tmp_path: Path) -> None:
    folder = folder_with(tmp_path, "a.csv")
    line = "a.csv,training,asc,2024-03,Lead,2024-04-09T10:00:00"
    (folder / "register.csv").write_text(f"{HEADER}{line}\n".replace("\n", "\r\n"), encoding="utf-8-sig", newline="")
    assert found(folder)[0].sender == "Lead"


def test_a_register_may_declare_returns_in_which_nothing_happened(tmp_path: Path) -> None:
    lines = {"a": ",yes", "b": ",No ", "c": ",", "d": ""}
    rows = [f"{name}.csv,training,asc,2024-03,S,2024-04-09T00:00:00{nil}\n" for name, nil in lines.items()]
    folder = folder_with(tmp_path, *(f"{name}.csv" for name in lines))
    (folder / "register.csv").write_text(HEADER.replace("\n", ",nil\n") + "".join(rows))
    assert {file.path.stem: file.nil for file in found(folder)} == {"a": True, "b": False, "c": False, "d": False}


def test_a_register_that_says_neither_yes_nor_no_of_nil_is_told(tmp_path: Path) -> None:
    folder = folder_with(tmp_path, "a.csv")
    row = "a.csv,training,asc,2024-03,S,2024-04-09T00:00:00,perhaps\n"
    (folder / "register.csv").write_text(HEADER.replace("\n", ",nil\n") + row)
    with pytest.raises(ScorecardError, match="nil is “perhaps”, and not yes, no or blank"):
        found(folder)
