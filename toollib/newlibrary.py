"""A new library: a folder with commented settings and an empty database."""

from dataclasses import dataclass
from pathlib import Path

from catalog.text import plain
from catalog.whole import write_whole
from toollib import places
from toollib.places import FILE, is_file
from toollib.rules.reasons import refuse, unwritable
from toollib.settings import Settings
from toollib.settings_file import load_settings, read_settings
from toollib.store.database import create


@dataclass(frozen=True, slots=True)
class NewLibrary:
    """What a new library's settings begin with; the rest of the file explains itself."""

    name: str
    currency: str = "EUR"
    time_zone: str = "UTC"


def make_library(folder: Path, new: NewLibrary) -> None:
    """Make the folder with library.yaml, library.db and the places for designs, files and backups.

    Only the owner can read it: it will hold people's data. library.db comes first: it can be made only once, so of two
    that make a library here at once one is refused before it has written settings.

    Raises:
        Refused: `bad-file` if a library, or anything that is no folder, is there already; `read-only`, `disk-full`;
            `settings-broken` if these words make no settings.
    """
    database = folder / places.DATABASE
    if is_file(folder / FILE):
        raise refuse("bad-file", f"{plain(str(folder))} already holds a library; nothing was changed")
    if is_file(database):
        raise refuse(
            "bad-file",
            f"{plain(str(folder))} holds {places.DATABASE} without {FILE}; nothing was changed",
            f"bring {FILE} back from a copy; only if nothing was ever lent from it, delete {places.DATABASE}",
        )
    text = settings_text(new)
    _ = read_settings(text.encode(), FILE).usable
    make_folders(folder)
    create(database).close()
    try:
        write_settings(folder, text)
    except BaseException:
        database.unlink(missing_ok=True)
        raise


def lacks_database(folder: Path) -> bool:
    """Whether a library's settings lie here without its database.

    Raises:
        Refused: `bad-file` where that cannot be seen.
    """
    return is_file(folder / FILE) and not is_file(folder / places.DATABASE)


def make_database(folder: Path) -> Settings:
    """Give settings that have no database an empty one; answers the settings, which are left as they are.

    Raises:
        Refused: `settings-broken`; `bad-file` where backups hold what an empty database would hide.
    """
    settings = load_settings(folder).usable
    make_folders(folder)
    if any(each.is_file() for each in (folder / "backups").iterdir()):
        raise refuse(
            "bad-file",
            f"{plain(str(folder))} has no {places.DATABASE}, but backups; nothing was changed",
            f"copy the newest good {places.DATABASE} from backups/; or empty backups/ to begin anew",
        )
    create(folder / places.DATABASE).close()
    return settings


def make_folders(folder: Path) -> None:
    """Make the folder of a library with its inner folders.

    Raises:
        Refused: `read-only`, `bad-file` where that cannot be.
    """
    try:
        for each in (folder, *(folder / name for name in places.FOLDERS)):
            each.mkdir(mode=0o700, parents=True, exist_ok=True)
    except PermissionError as error:
        raise refuse("read-only", f"{plain(str(folder))} cannot be written to") from error
    except OSError as error:
        raise refuse("bad-file", f"{plain(str(folder))} cannot be made: {error.strerror}") from error


def write_settings(folder: Path, text: str) -> None:
    """Write a new library.yaml, whole or not at all."""
    try:
        write_whole(folder / FILE, text.encode())
    except OSError as error:
        raise unwritable(error, f"{plain(str(folder))} cannot be written to") from error


def settings_text(new: NewLibrary) -> str:
    """A commented library.yaml; kinds that call for training stand in it as comments."""
    from catalog.shipped import shipped_kinds

    trained = [kind.slug for kind in shipped_kinds() if kind.induction]
    advice = "\n".join(f"#   {slug}: {{kinds: [{slug}]}}" for slug in trained)
    return _TEMPLATE.format(
        name=_quoted(new.name), currency=new.currency, time_zone=new.time_zone, advice=advice
    )


def _quoted(text: str) -> str:
    """Text as a YAML scalar that reads back as it was."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


_TEMPLATE = """\
# Settings of this library. Rules live here; people, tools and loans live in library.db.
# A fault in this file is told as file:line:column, and the library does not open until it is mended.
# Every key but the first three may be left out. The words are explained in docs/administering.md.
name: {name}
currency: {currency}                     # ISO 4217, such as GBP, EUR, USD, JPY
time-zone: {time_zone}                   # of the IANA list, such as Europe/London

# When somebody is at the desk. Without hours every day is open.
# hours:
#   wed: ["18:00-20:30"]
#   sat: ["10:00-14:00"]
# closed:
#   - {{from: 2026-12-20, to: 2027-01-05, why: winter break}}
#   - {{on: 2026-05-16, why: stocktaking}}
# holidays: GB-ENG                   # public holidays of a country, or of a part of it, are closed days

# Levels of membership: what they cost, for how many months, how many loans at a time.
tiers:
  regular: {{fee: 0, months: 12, loans: 7}}

membership:
  needs: [waiver, identity]         # what must be on file before the first loan
  grace-days: 0
  # may-owe: 10                     # above it a loan is refused; that can be overridden
# waiver: {{version: "2026-01"}}       # the wording in force; who signed another one signs again before the next loan

# How long, how often, at what price. The most specific wins: tool, kind, category, default.
policies:
  default: {{days: 7, renewals: 2, late: 0, per: open-day}}
  # power: {{late: 2}}               # a category of tool kinds
  # laser-cutter: {{stays-here: true}}

# Training that members need before they borrow certain kinds. Only what stands here refuses.
# Kinds for which training is common:
# inductions:
{advice}

roles:                              # who may do what; the first coordinator is named with
  volunteer: [desk]                 #   toollib member edit MEMBER --role coordinator
  coordinator: [desk, override, records, money, settings]
# impact:                           # shares for `toollib report impact`; ask your members, see docs/impact.md
#   would-have-bought: 0.3-0.6        # of first loans of a kind: how many spared a purchase
#   stays-local: 0.8                  # of a price: how much leaves town when a thing is bought
#   sources: {{would-have-bought: "our survey of 2026", stays-local: "a guess of ours"}}
# What the parts of `toollib report priorities` weigh; 0 leaves one out.
# priorities: {{wish: 3, refused: 2, hold: 2, search: 1, unlock: 1, price: 2}}
sign-on: free                       # free: a name that is no member's is a guest volunteer; required: members only
# Members reserve the tools of a design without a volunteer: for so many days, and so many days ahead, at the most.
# makers: {{reserve: true, days: 14, days-ahead: 90}}
"""
