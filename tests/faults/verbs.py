"""Every verb of the desk, asked for something that it does, at a desk where there is something to do for each."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

from tests.riverside import Riverside
from toollib.desk.desk import Desk
from toollib.desk.kind_verbs import NewKind
from toollib.desk.kits import Trouble
from toollib.desk.lending import Asked
from toollib.desk.people import MemberEdit
from toollib.desk.things import ToolEdit

Verb = Callable[[Desk], object]
# Reads never write, so there is no write of theirs to fail; a test denies them every one.
READS: dict[str, Verb] = {
    "warnings": lambda desk: desk.warnings(),
    "clock_warnings": lambda desk: desk.clock_warnings(),
    "open_now": lambda desk: desk.open_now(),
    "status": lambda desk: desk.status("M-0021"),
    "member": lambda desk: desk.member("Ada Osei"),
    "tool": lambda desk: desk.tool("T-0042"),
    "members": lambda desk: desk.members(),
    "tools": lambda desk: desk.tools(),
    "loans": lambda desk: desk.loans(),
    "today": lambda desk: desk.today(),
    "search": lambda desk: desk.search("drill"),
    "events": lambda desk: desk.events(),
    "kinds": lambda desk: desk.kinds(),
    "kind": lambda desk: desk.kind("jigsaw"),
    "account": lambda desk: desk.account("M-0021"),
    "calendar": lambda desk: desk.calendar(date(2026, 12, 7)),
    "policy": lambda desk: desk.policy("T-0042", "M-0017"),
    "holds": lambda desk: desk.holds(),
    "holds_of": lambda desk: desk.holds_of("M-0030"),
    "holds_for": lambda desk: desk.holds_for("T-0092"),
    "reservations_for": lambda desk: desk.reservations_for("circular-saw"),
    "reservations": lambda desk: desk.reservations(),
    "reservations_of": lambda desk: desk.reservations_of("M-0030"),
    "tool_files": lambda desk: desk.tool_files("T-0042"),
    "tool_history": lambda desk: desk.tool_history("T-0042"),
    "member_export": lambda desk: desk.member_export("M-0017"),
    "scans": lambda desk: desk.scans(),
    "wishes": lambda desk: desk.wishes(closed=True),
}
VERBS: dict[str, Verb] = {
    "checkout": lambda desk: desk.checkout("M-0017", ["T-0070", "T-0060"]),
    "checkout-reserved": lambda desk: desk.checkout("M-0002", ["T-0044"]),
    "checkout-held": lambda desk: desk.checkout("M-0017", ["T-0092"]),
    "checkout-past-refusals": lambda desk: desk.checkout("M-0099", ["T-0092"], Asked(override="an errand")),
    "return": lambda desk: desk.return_(["T-0042", "T-0043"]),
    "return-broken": lambda desk: desk.return_(
        ["T-0107"], trouble=Trouble("chuck slips", ("battery=1", "bit=2"))
    ),
    "return-trouble": lambda desk: desk.return_trouble("T-0201", Trouble("belt torn", ("dust bag=1",))),
    "renew": lambda desk: desk.renew(["T-0042"]),
    "renew-member": lambda desk: desk.renew_all("M-0021"),
    "hold": lambda desk: desk.hold("M-0017", "angle-grinder"),
    "hold-ready-at-once": lambda desk: desk.hold("M-0017", "tile-cutter"),
    "hold-cancel": lambda desk: desk.hold_cancel(desk.holds(("ready",))[-1].id),
    "reserve": lambda desk: desk.reserve(
        "M-0017", "tile-cutter", first=date(2026, 12, 16), last=date(2026, 12, 19)
    ),
    "collect": lambda desk: desk.collect("M-0002"),
    "reserve-cancel": lambda desk: desk.reserve_cancel(desk.reservations()[0].id),
    "pay": lambda desk: desk.pay("M-0021", "1.00"),
    "charge": lambda desk: desk.charge("M-0021", "1.00", "x"),
    "forgive": lambda desk: desk.forgive("M-0021", "1.00", "x"),
    "refund": lambda desk: desk.refund("M-0017", "0.50", "x"),
    "void": lambda desk: desk.void(desk.account("M-0021").entries[-1].id, "x"),
    "close-day": lambda desk: desk.close_day(date(2026, 12, 16), "x"),
    "undo": lambda desk: desk.undo(),
    "member-add": lambda desk: desk.member_add(
        MemberEdit(name="D", cards=("d1",), inducted=("welding",)), fee="cash"
    ),
    "member-edit": lambda desk: desk.member_edit(
        "M-0017", MemberEdit(name="D", cards=("d1",), inducted=("welding",))
    ),
    "member-renew": lambda desk: desk.member_renew("M-0021", fee="cash"),
    "member-block": lambda desk: desk.member_block("M-0021", "x"),
    "member-unblock": lambda desk: desk.member_unblock("M-0099"),
    "member-note": lambda desk: desk.member_note("M-0021", "call first"),
    "member-waiver": lambda desk: desk.member_waiver("M-0021", "2"),
    "member-induct": lambda desk: desk.member_induct("welding", ["M-0021", "M-0030"]),
    "member-merge": lambda desk: desk.member_merge("M-0017", "M-0021"),
    "member-erase": lambda desk: desk.member_erase("M-0099"),
    "tool-add": lambda desk: desk.tool_add(
        ToolEdit(name="D", kind="jigsaw", barcodes=("d2",), accessories=("a=1",), attributes=("power=1 W",))
    ),
    "tool-edit": lambda desk: desk.tool_edit(
        "T-0107", ToolEdit(name="D", tag="T-0108", accessories=("a=1",), attributes=("power=1 W",))
    ),
    "tool-repair": lambda desk: desk.tool_repair("T-0060", "wheel loose"),
    "tool-fixed": lambda desk: desk.tool_fixed("T-0050"),
    "tool-lost": lambda desk: desk.tool_lost("T-0042"),
    "tool-found": lambda desk: desk.tool_found("T-0090"),
    "tool-retire": lambda desk: desk.tool_retire("T-0060", "worn out"),
    "tool-note": lambda desk: desk.tool_note("T-0060", "heavy"),
    "tool-photo": lambda desk: desk.tool_photo("T-0060", desk.context.settings_file.parent / "photo.png"),
    "tool-manual": lambda desk: desk.tool_manual("T-0060", desk.context.settings_file.parent / "manual.pdf"),
    "tool-file-remove": lambda desk: desk.tool_file_remove("T-0042", "photo.png"),
    "tool-recall": lambda desk: desk.tool_recall("tile-cutter", "wheel comes loose"),
    "tool-recall-end": lambda desk: desk.tool_recall_end("laser-cutter", "mended"),
    "kind-add": lambda desk: desk.kind_add("fret-saw", NewKind("Fret saw", "hand")),
    "wish": lambda desk: desk.wish("M-0017", "a kiln for pots"),
    "wish-vote": lambda desk: desk.wish_vote("M-0021", desk.wishes()[0].id),
    "wish-close": lambda desk: desk.wish_close(desk.wishes()[0].id, "bought"),
    "part-brought": lambda desk: desk.part_brought("T-0200", "guard"),
    "part-charged": lambda desk: desk.part_charged("T-0200", "guard", "5.00"),
}


def busy(riverside: Riverside) -> Desk:
    """A coordinator's desk with late loans, a debt, queues and claims, something lost, broken, recalled or missing."""
    desk = riverside.cora
    _picture(riverside.folder / "photo.png")
    _manual(riverside.folder / "manual.pdf")
    desk.tool_photo("T-0042", riverside.folder / "photo.png")
    riverside.join("Gone Soon", "M-0099", note="knows a lot", phone="0117 496 0177")
    desk.member_edit("M-0017", MemberEdit(inducted=("welding",)))
    desk.tool_add(ToolEdit(name="Planer", kind="jigsaw", tag="T-0200", accessories=("guard=1",)))
    desk.tool_add(ToolEdit(name="Plunge saw", kind="circular-saw", tag="T-0044"))
    desk.tool_repair("T-0050", "pad torn")
    desk.tool_recall("laser-cutter", "door opens")
    desk.checkout("M-0030", ["T-0090", "T-0107", "T-0200"])
    desk.return_(["T-0200"], trouble=Trouble(missing=("guard",)))
    desk.tool_lost("T-0090", charge="2")
    desk.hold("M-0017", "tile-cutter")
    desk.checkout("M-0021", ["T-0042", "T-0043"])
    desk.checkout("M-0017", ["T-0051"], Asked(due=date(2026, 12, 16), override="a long job"))
    riverside.at("2026-12-12 10:30")
    desk.tool_add(ToolEdit(name="Belt sander", kind="belt-sander", tag="T-0201", accessories=("dust bag=1",)))
    desk.checkout("M-0002", ["T-0201"])
    desk.hold("M-0017", "T-0201")
    desk.return_(["T-0201"])
    desk.hold("M-0030", "jigsaw")
    desk.hold("M-0017", "T-0092")
    desk.hold("M-0030", "T-0092")
    desk.hold("M-0099", "claw-hammer")
    desk.reserve("M-0002", "circular-saw", first=date(2026, 12, 12), last=date(2026, 12, 16))
    desk.member_block("M-0099", "shouts")
    desk.pay("M-0017", "1.00")
    desk.charge("M-0021", "3.00", "dirty")
    desk.wish("M-0099", "table-saw")
    desk.wish("M-0099", "a lathe for Gone Soon")
    return desk


def _picture(path: Path) -> None:
    from PIL import Image

    Image.new("RGB", (4, 4), "red").save(path)


def _manual(path: Path) -> None:
    from pikepdf import Pdf

    with Pdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(path)
