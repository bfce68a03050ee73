"""init and demo."""

import json
import shlex
import stat
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from toollib import newlibrary
from toollib.cli.main import main
from toollib.cli.surroundings import local_currency, local_zone
from toollib.library import Library
from toollib.store import database

NOW = "2026-11-28T10:02"


def run(*command: str) -> Result:
    return CliRunner().invoke(main, ["--now", NOW, *command], catch_exceptions=False)


def document(*command: str) -> Any:
    result = run("--json", *command)
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("TOOLLIB_LIBRARY", raising=False)
    monkeypatch.setenv("TOOLLIB_TRACEBACK", "1")
    for name in ("LC_ALL", "LC_MONETARY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "en_GB.UTF-8")
    monkeypatch.setenv("TZ", "Europe/London")


def test_the_next_steps_that_it_names_work_as_they_are_printed() -> None:
    told = run("init", "west-end").stdout.splitlines()
    steps = [shlex.split(line) for line in told if line.startswith("  toollib --library")]
    assert [step[-1] for step in steps] == ["--identity", "angle-grinder", "screens"]
    for step in steps[:2]:
        done = run(*step[1:])
        assert done.exit_code == 0, done.output


def test_who_is_at_the_desk_is_said_once_for_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    run("init", "west-end")
    run("--library", "west-end", "member", "add", "Robin Field", "--role", "coordinator")
    tool = ("--library", "west-end", "tool", "add", "Saw", "--kind", "hacksaw")
    refused = run(*tool)
    assert refused.exit_code == 1
    assert "Hint: say who you are: `toollib --as` your card, id or name, or TOOLLIB_AS" in refused.stderr
    monkeypatch.setenv("TOOLLIB_AS", "M-0001")
    assert run(*tool).exit_code == 0
    assert run("--as", "somebody", *tool).exit_code == 1


def test_a_new_library_takes_its_name_currency_and_zone_from_here(tmp_path: Path) -> None:
    made = document("init", "west-end")
    assert made == {
        "library": "west-end",
        "name": "West end",
        "currency": "GBP",
        "time_zone": "Europe/London",
    }
    assert document("--library", "west-end", "today")["currency"] == "GBP"
    assert stat.S_IMODE((tmp_path / "west-end" / "library.db").stat().st_mode) == 0o600


def test_without_a_folder_it_is_made_here(tmp_path: Path) -> None:
    assert document("init")["library"].endswith("my-library")
    assert (tmp_path / "my-library" / "library.yaml").is_file()


def test_a_name_with_signs_of_yaml_is_kept(tmp_path: Path) -> None:
    name = 'Ada\'s "shed": #1 \\o/ [x]'
    document("init", "shed", "--name", name, "--currency", "JPY", "--time-zone", "Asia/Tokyo")
    document("--library", "shed", "member", "add", "Dora")
    assert run("--library", "shed", "doctor").exit_code == 0


def test_never_over_an_existing_one(tmp_path: Path) -> None:
    document("init", "lib")
    before = (tmp_path / "lib" / "library.yaml").read_bytes()
    result = run("init", "lib")
    assert (result.exit_code, result.stdout) == (1, "")
    assert (tmp_path / "lib" / "library.yaml").read_bytes() == before


def test_a_wrong_currency_or_zone_is_named_with_the_nearest(tmp_path: Path) -> None:
    wrong = run("init", "lib", "--currency", "GPB")
    assert (wrong.exit_code, "GBP" in wrong.stderr) == (2, True)
    wrong = run("init", "lib", "--time-zone", "Europe/Londn")
    assert (wrong.exit_code, "Europe/London" in wrong.stderr) == (2, True)
    assert not (tmp_path / "lib").exists()


def test_a_file_in_the_way(tmp_path: Path) -> None:
    (tmp_path / "lib").write_text("mine")
    assert run("init", "lib").exit_code == 2
    assert (tmp_path / "lib").read_text() == "mine"


def test_the_words_lead_on() -> None:
    told = run("init", "lib").stdout
    assert "toollib --library lib member add" in told


@pytest.mark.parametrize(
    ("locale", "currency"),
    [
        ("de_DE.UTF-8", "EUR"),
        ("en_GB", "GBP"),
        ("ja_JP.UTF-8", "JPY"),
        ("C.UTF-8", None),
        ("POSIX", None),
        ("", None),
    ],
)
def test_the_currency_of_a_locale(locale: str, currency: str | None) -> None:
    assert local_currency({"LANG": locale}) == currency
    assert local_currency({"LANG": "en_GB", "LC_ALL": locale or "en_GB"}) == (currency if locale else "GBP")


def test_the_zone_of_a_computer(tmp_path: Path) -> None:
    named = tmp_path / "timezone"
    nothing = tmp_path / "nothing"
    assert local_zone({"TZ": ":Asia/Tokyo"}, localtime=nothing, named=nothing) == "Asia/Tokyo"
    named.write_text("Europe/Oslo\n")
    assert local_zone({"TZ": "../../etc"}, localtime=nothing, named=named) == "Europe/Oslo"
    link = tmp_path / "localtime"
    link.symlink_to(tmp_path / "zoneinfo" / "Europe" / "Rome")
    assert local_zone({}, localtime=link, named=nothing) == "Europe/Rome"
    assert local_zone({}, localtime=nothing, named=nothing) is None


def test_a_demo_is_made_once_and_opened_again(tmp_path: Path) -> None:
    made = document("demo", "--members", "20", "--tools", "30", "--loans", "100")
    assert made == {"library": str(tmp_path / "toollib-demo"), "members": 20, "tools": 30, "loans": 100}
    database = (tmp_path / "toollib-demo" / "library.db").read_bytes()
    assert document("demo") == made
    assert (tmp_path / "toollib-demo" / "library.db").read_bytes() == database
    assert json.loads(run("--json", "demo", "--seed", "2").stdout)["error"]["code"] == "bad-file"
    assert "toollib --library" in run("demo", "--no-screen").stdout


def test_a_demo_never_stands_over_something_else(tmp_path: Path) -> None:
    document("init", "lib")
    before = (tmp_path / "lib" / "library.yaml").read_bytes()
    assert json.loads(run("--json", "demo", "lib").stdout)["error"]["code"] == "bad-file"
    assert (tmp_path / "lib" / "library.yaml").read_bytes() == before


@pytest.mark.parametrize(
    "wrong", [["--tools", "0"], ["--loans", "99999999"], ["--members", "1", "--loans", "5000"]]
)
def test_sizes_that_cannot_be(wrong: list[str], tmp_path: Path) -> None:
    assert run("demo", "--no-screen", *wrong).exit_code == 2
    assert not (tmp_path / "toollib-demo" / "library.yaml").exists()


def test_a_name_that_nobody_could_read_back_is_made_readable(tmp_path: Path) -> None:
    place = tmp_path / "odd"
    done = CliRunner().invoke(main, ["init", str(place), "--name", 'A\x01 "shed"\nof\\tools\x85'])
    assert done.exit_code == 0, done.output
    with Library.open(place) as library:
        assert library.settings.name == 'A "shed" of\\tools'


def test_settings_without_a_database_get_an_empty_one(tmp_path: Path) -> None:
    place = tmp_path / "shed"
    invoke = CliRunner().invoke
    assert invoke(main, ["init", str(place), "--name", "Shed", "--currency", "JPY"]).exit_code == 0
    (place / "library.db").unlink()
    settings = (place / "library.yaml").read_bytes()
    assert "toollib init" in invoke(main, ["--library", str(place), "today"]).stderr
    done = invoke(main, ["--json", "init", str(place), "--currency", "GBP"])
    assert json.loads(done.stdout)["currency"] == "JPY"
    assert "kept as it is" in done.stderr
    assert (place / "library.yaml").read_bytes() == settings
    assert invoke(main, ["--library", str(place), "today"]).exit_code == 0
    assert invoke(main, ["init", str(place)]).exit_code == 1


def test_an_empty_database_never_hides_backups(tmp_path: Path) -> None:
    place = tmp_path / "shed"
    invoke = CliRunner().invoke
    assert invoke(main, ["init", str(place)]).exit_code == 0
    (place / "library.db").rename(place / "backups" / "library.db")
    done = invoke(main, ["init", str(place)])
    assert done.exit_code == 1
    assert "from backups/" in done.stderr
    assert not (place / "library.db").exists()


def test_of_two_that_begin_at_once_one_is_refused_before_it_writes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "shed"
    real = database.create

    def slow(path: Path) -> object:
        monkeypatch.setattr(newlibrary, "create", real)
        assert CliRunner().invoke(main, ["init", str(place), "--name", "First"]).exit_code == 0
        return real(path)

    monkeypatch.setattr(newlibrary, "create", slow)
    assert CliRunner().invoke(main, ["init", str(place), "--name", "Second"]).exit_code == 1
    with Library.open(place) as library:
        assert library.settings.name == "First"
