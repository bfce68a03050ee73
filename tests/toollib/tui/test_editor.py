import pytest

from toollib.tui.editor import edit, editor_command

FILE = "/lib/designs/my press.yaml"


@pytest.mark.parametrize(
    ("environment", "command"),
    [
        ({"EDITOR": "vim"}, ["vim", "+7", FILE]),
        ({"EDITOR": "/usr/bin/nano -w"}, ["/usr/bin/nano", "-w", "+7", FILE]),
        ({"VISUAL": "hx", "EDITOR": "vim"}, ["hx", f"{FILE}:7"]),
        ({"VISUAL": "code"}, ["code", "--wait", "--goto", f"{FILE}:7"]),
        ({"VISUAL": "code --wait"}, ["code", "--wait", "--goto", f"{FILE}:7"]),
        ({"VISUAL": "'my editor' --x"}, ["my editor", "--x", FILE]),
        ({"VISUAL": "'torn", "EDITOR": "vi"}, ["vi", "+7", FILE]),
        ({"VISUAL": "", "EDITOR": "  "}, ["vim", "+7", FILE]),
        ({}, ["vim", "+7", FILE]),
    ],
)
def test_the_editor_somebody_likes_opens_at_the_line(environment: dict[str, str], command: list[str]) -> None:
    assert (
        editor_command(environment, FILE, 7, which=lambda name: name if name in {"vim", "vi"} else None)
        == command
    )


def test_without_any_editor_there_is_no_command() -> None:
    assert editor_command({}, FILE, 1, which=lambda _: None) is None


@pytest.mark.parametrize(
    ("command", "wrong"), [(["true"], None), (["false"], "code 1"), (["no-such-editor"], "No such file")]
)
def test_what_went_wrong_is_told(command: list[str], wrong: str | None) -> None:
    told = edit(command)
    assert told is None if wrong is None else told is not None and wrong in told
