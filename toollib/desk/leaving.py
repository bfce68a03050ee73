"""Leaving: a member is erased to the last byte, stays so, and what they borrowed still counts."""

from pathlib import Path

from toollib.desk import portraits, queues, reserving, views
from toollib.desk.action import Action, acting
from toollib.desk.context import Context
from toollib.desk.loan_events import found
from toollib.desk.lookup import member_row
from toollib.places import ERASED
from toollib.rules.memberships import Leaver, why_not_leave
from toollib.rules.reasons import Refused
from toollib.store import erased, holds, leaving, ledger, loans, members, reservations
from toollib.store.codes import Meant, meaning
from toollib.store.database import PATIENCE

_BUSY = (
    "{name} is gone from every answer, but the last bytes are not: files or library.db could not be written anew, "
    "maybe for another desk; it is tried again when the library is next opened"
)


def erase(context: Context, member: str) -> views.Left:
    """Forget a member: name, ways to reach them, cards, notes, blocks, files, and the words beside their events.

    Their loans stay, nameless, and their id is never given again. Holds and reservations end. Whoever was erased
    already, named by id, is cleared away again: what another desk or a full disk kept from being done is done then.

    Raises:
        Refused: `member-has-loans` for open loans and own tools that are still here, `member-owes` for money either way
            and parts, `role-missing`, the name's reasons; `bad-file` where erased.json cannot be read.
    """
    erased.read(_list(context))
    gone = None if meaning(context.db, member) is not None else leaving.left(context.db, member)
    with acting(context, "records") as action:
        row = gone if gone is not None else found(action, member_row, member)
        if row is not None and gone is None:
            _note_reasons(action, row)
        action.settle()
        assert row is not None  # noqa: S101 - else settle has raised
        if gone is None:
            _begin(context, row)
            _empty(action, row)
        view = portraits.member_view(context, row)
    return views.Left(view, () if _clear_away(context, PATIENCE) else (_BUSY.format(name=view.id),))


def stay_erased(context: Context) -> tuple[str, ...]:
    """Erase again whom an older database has brought back, and end what was begun; answers who had come back, by id.

    Nobody's right is asked, and nobody waits for another desk.

    Raises:
        Refused: `bad-file` where erased.json cannot be read.
    """
    kept = erased.read(_list(context))
    back = leaving.come_back(context.db, kept.erased)
    if not back and not kept.under_way:
        return ()
    with context.db.writing():
        action = Action(context, context.moment())
        for row in back:
            _begin(context, row)
            _empty(action, row, again=True)
    _clear_away(context, 0)
    return tuple(members.code_of(context.db, row) for row in back)


def _note_reasons(action: Action, row: int) -> None:
    """What keeps a member from leaving, all of it; whoever holds a role leaves by the right that gives roles."""
    context = action.context
    record = members.get(context.db, row, context.cutoff)
    parts = members.owed_parts(context.db, [row]).get(row, [])
    leaver = Leaver(
        name=record.name,
        loans=tuple(f"{each.tool} {each.tool_name}" for each in loans.open_of_member(context.db, row)),
        owes=ledger.owes(context.db, row),
        parts=tuple(f"{qty} {name} of {tag}" for name, qty, tag in parts),
        own_tools=tuple(f"{tag} {name}" for tag, name in leaving.still_here(context.db, row)),
    )
    action.reasons.extend(why_not_leave(leaver, context.settings.currency))
    if leaver.owes < 0:
        action.hints.append("give it back with `toollib refund`, or book it as a charge if it is a gift")
    if record.role is not None:
        action.require("settings")


def _empty(action: Action, row: int, *, again: bool = False) -> None:
    context = action.context
    code = members.code_of(context.db, row)
    for hold in holds.of_member(context.db, row):
        queues.close(context, hold.row)
    for claim in reservations.of_member(context.db, row, action.moment.today.isoformat()):
        reserving.undo(action, claim.row)
    about = {"member": code, **({"again": True} if again else {})}
    action.record("member-erase", about, (Meant("member", row),))
    leaving.empty(context.db, row, action.moment.at)
    context.look_for_founders_again()


def _begin(context: Context, row: int) -> None:
    """Note that somebody is being erased, before it is done: whatever happens then, the next opening ends it."""
    kept = erased.read(_list(context))
    under_way = (*kept.under_way, leaving.gone(context.db, row))
    erased.write(_list(context), kept._replace(under_way=under_way))


def _clear_away(context: Context, patience: float) -> bool:
    """Note who must stay erased, take their files, write the database anew; False: something was in the way.

    Each step can be done again: it asks the database who left, so nothing is lost if the machine stops in between.
    `patience`: how long to wait for another desk, in seconds.
    """
    try:
        with context.db.writing():
            begun = erased.read(_list(context))
            everyone = (*begun.erased, *leaving.all_left(context.db))
            erased.write(_list(context), begun._replace(erased=everyone))
            folder = leaving.folder(context.db)
            files = leaving.files_of_the_left(context.db)
            for path in files:
                (folder / path).unlink(missing_ok=True)
            leaving.drop_files(context.db, files)
        if not leaving.scrub(context.db, patience):
            return False
        with context.db.writing():
            kept = erased.read(_list(context))
            rest = tuple(each for each in kept.under_way if each not in begun.under_way)
            erased.write(_list(context), kept._replace(under_way=rest))
    except (Refused, OSError):
        return False
    return True


def _list(context: Context) -> Path:
    return leaving.folder(context.db) / ERASED
