"""Reports as files: a table that a spreadsheet may open, a page that stands by itself; text of people is text in both."""

import csv
import json
import re
from datetime import date
from decimal import Decimal
from html.parser import HTMLParser
from io import StringIO
from itertools import pairwise
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.riverside import Riverside
from toollib.desk.people import MemberEdit
from toollib.desk.things import ToolEdit
from toollib.reports.book import REPORTS, write
from toollib.reports.drawing import figures, svg
from toollib.reports.page import html_of
from toollib.reports.report import SUMMARY, Column, Figure, Line, Plot, Report, Series, Table
from toollib.reports.table_file import csv_of
from toollib.reports.telling import grouped, told
from toollib.rules.money import Amount, Currency

GBP = Currency("GBP")
HOSTILE = (
    '<script>alert("x")</script>',
    "</title><b>",
    "\x1b[2J\x1b]0;x\x07",
    "\u202egnip",
    "=1+1",
    "a & b",
    "[/b]",
)
TODAY = date(2026, 11, 28)
COLUMNS = (
    Column("who", "Who"),
    Column("much", "How much", "money"),
    Column("day", "Day", "date"),
    Column("part", "Part", "share"),
    Column("times", "Times", "count"),
)
ROWS = (("Ada", Amount(-50), TODAY, 0.125, 3), ("=cmd", None, None, None, None))


def report(*tables: Table, plots: tuple[Plot, ...] = (), lines: tuple[Line, ...] = ()) -> Report:
    return Report("some", "Some", None, TODAY, lines, plots, tables)


class Page(HTMLParser):
    """What a browser would make of a page: its elements with their attributes, its text; every element is closed."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(page)
        self.close()
        assert not self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))
        if tag != "meta":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data


@pytest.mark.parametrize("code", REPORTS)
def test_every_report_is_whole(riverside: Riverside, code: str) -> None:
    riverside.desk.checkout("M-0017", ["T-0042"])
    found = write(riverside.library(), code)
    assert found.code == code
    assert found.title == REPORTS[code].title
    assert REPORTS[code].what
    names = [each.name for each in found.tables]
    assert len({*names, "report", "from", "to", "currency", SUMMARY}) == len(names) + 5
    figures = [each.name for each in found.summary]
    assert len({*figures, "from", "to"}) == len(figures) + 2
    assert found.told is not None or figures
    assert all(each.title for each in found.summary)
    for each in found.tables:
        assert each.columns
        assert len({column.name for column in each.columns}) == len(each.columns)
        assert all(len(row) == len(each.columns) for row in each.rows)
    for plot in found.plots:
        assert plot.labels
        assert all(len(each.values) == len(plot.labels) for each in plot.series)


@pytest.mark.parametrize("code", REPORTS)
def test_hostile_text_is_text_on_every_page(riverside: Riverside, code: str) -> None:
    for number, text in enumerate(HOSTILE):
        riverside.cora.tool_add(
            ToolEdit(name=f"x{text}", kind="jigsaw", tag=f"T-04{number}", place=f"p{text}")
        )
        riverside.cora.member_edit("M-0017", MemberEdit(name=f"Ada {text}", phone=f"0{text}"))
        riverside.desk.checkout("M-0017", [f"T-04{number}"])
        riverside.cora.tool_repair("T-0091", f"broken {text}")
        riverside.desk.wish("M-0021", f"a {text}")
    riverside.at("2026-12-19 10:10")
    found = write(riverside.library(), code)
    text = html_of(found, f"Riverside {HOSTILE[0]}", GBP)
    page = Page(text)
    assert not {tag for tag, _ in page.seen} & {"script", "b", "a", "img", "link", "iframe"}
    assert not [
        value for _, attrs in page.seen for name, value in attrs.items() if name in {"src", "href", "style"}
    ]
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]", text)
    assert "url(" not in text
    assert "://" not in text
    rows = list(csv.reader(StringIO(csv_of(found, GBP))))
    assert {len(row) for row in rows} == {len(rows[0])}
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "@"))]


def test_a_page_has_every_figure() -> None:
    plot = Plot("Loans", "bars", ("2026-10", "2026-11"), (Series("loans", (3.0, None)),), "loans")
    table = Table("rows", "Rows", COLUMNS, ROWS, "none")
    empty = Table("others", "Others", COLUMNS, (), "There are none.")
    line = Line("Loans", "3", ("= 1 + 2",))
    page = Page(html_of(report(table, empty, plots=(plot,), lines=(line,)), "Riverside", GBP))
    for text in (
        "Riverside: Some",
        "From the beginning to 2026-11-28",
        "= 1 + 2",
        "Rows (amounts in GBP)",
        "-0.50",
        "12.5%",
    ):
        assert text in page.text
    assert "There are none." in page.text
    assert page.seen[0] == ("html", {"lang": "en"})
    pictures = [attrs for tag, attrs in page.seen if tag == "svg"]
    assert [each["aria-labelledby"] for each in pictures] == ["plot-1"]


@given(st.decimals(-(10**15), 10**15, places=3))
def test_thousands_are_apart_and_nothing_else_changes(amount: Decimal) -> None:
    shown = grouped(f"{amount:.3f}")
    assert shown == f"{amount:,.3f}"
    assert grouped("") == ""


def test_large_figures_can_be_read_on_a_page_and_calculated_with_in_a_table() -> None:
    table = Table("a", "A", COLUMNS, (("Ada", Amount(123456789), TODAY, 0.5, 1234567),), "Nothing.")
    page = html_of(report(table), "Riverside", GBP)
    assert '<td class="n">1,234,567.89</td>' in page
    assert '<td class="n">1,234,567</td>' in page
    assert csv_of(report(table), GBP).endswith("Ada,1234567.89,2026-11-28,0.5,1234567\n")


def test_a_picture_too_wide_for_a_telephone_scrolls_by_itself() -> None:
    plot = Plot("Loans", "bars", ("2026-01",), (Series("loans", (3.0,)),), "loans")
    page = html_of(report(plots=(plot,)), "Riverside", GBP)
    assert '<div class="plot"><svg ' in page
    assert ".plot { overflow-x: auto }" in page


def test_wide_tables_are_whole_on_paper_and_days_on_one_line() -> None:
    page = html_of(report(Table("rows", "Rows", COLUMNS, ROWS, "none")), "Riverside", GBP)
    (paper,) = re.findall(r"@media print \{(.*?)\n@media", page, re.DOTALL)
    assert ".rows { overflow: visible }" in paper
    assert '<td class="d">2026-11-28</td>' in page


@pytest.mark.parametrize("kind", ["bars", "line"])
@pytest.mark.parametrize("months", [1, 2, 10, 11, 13, 25, 60, 240])
def test_months_below_a_picture_stand_apart_and_within_it(kind: str, months: int) -> None:
    labels = tuple(f"{2000 + at // 12}-{at % 12 + 1:02}" for at in range(months))
    plot = Plot("Loans", kind, labels, (Series("loans", (3.0,) * months),), "loans")  # type: ignore[arg-type] # one of the two
    drawn = ET.fromstring(svg(plot, name="plot-1"))  # noqa: S314 - our own text
    middles = [float(each.attrib["x"]) for each in drawn.iter("text") if each.text in labels]
    half = 7 * 7 / 2  # seven letters of 12 points
    assert middles[0] >= half
    assert middles[-1] <= 720 - half
    assert all(right - left > 2 * half + 5 for left, right in pairwise(middles))


def rows_of(text: str, table: str) -> list[dict[str, str]]:
    """The rows of one table in a CSV file, only what stands in them."""
    rows = [row for row in csv.DictReader(StringIO(text)) if row["table"] == table]
    return [{name: cell for name, cell in row.items() if cell and name != "table"} for row in rows]


def test_cells_are_numbers_days_and_text() -> None:
    rows = rows_of(csv_of(report(Table("rows", "Rows", COLUMNS, ROWS, "")), GBP), "rows")
    assert rows[0] == {"who": "Ada", "much": "-0.50", "day": "2026-11-28", "part": "0.125", "times": "3"}
    assert rows[1] == {"who": "'=cmd"}


def test_the_days_and_the_headline_figures_come_first() -> None:
    figures = (
        Figure("loans", "Loans", 3, "loans"),
        Figure("paid", "Paid", Amount(250)),
        Figure("since", "Since", TODAY),
    )
    text = csv_of(report(lines=(Line("Loans", "3, paid 2.50 GBP", figures=figures),)), GBP)
    assert rows_of(text, "summary") == [
        {"figure": "from", "title": "First day"},
        {"figure": "to", "title": "Last day", "value": "2026-11-28"},
        {"figure": "loans", "title": "Loans", "value": "3", "unit": "loans"},
        {"figure": "paid", "title": "Paid", "value": "2.50", "unit": "GBP"},
        {"figure": "since", "title": "Since", "value": "2026-11-28"},
    ]


def test_several_tables_share_one_head() -> None:
    other = Table(
        "sums", "Sums", (Column("who", "Who"), Column("sum", "Sum", "money")), (("Ben", Amount(5)),), ""
    )
    text = csv_of(report(Table("rows", "Rows", COLUMNS, ROWS, ""), other), GBP)
    said = ["table", "figure", "title", "value", "unit"]
    assert text.splitlines()[0].split(",") == [*said, "who", "much", "day", "part", "times", "sum"]
    assert rows_of(text, "sums") == [{"who": "Ben", "sum": "0.05"}]


@given(st.integers(-(10**15), 10**15), st.sampled_from(["GBP", "JPY", "KWD"]))
def test_amounts_stay_exact_on_paper(amount: int, code: str) -> None:
    currency = Currency(code)
    column = Column("much", "How much", "money")
    text = csv_of(report(Table("rows", "Rows", (column,), ((Amount(amount),),), "")), currency)
    cell = rows_of(text, "rows")[0]["much"]
    assert Decimal(cell).scaleb(currency.digits) == amount
    assert told(Amount(amount), column, currency) == cell


names = st.text(min_size=1, max_size=40)
values = st.none() | st.floats(-1e9, 1e9) | st.integers(-(10**12), 10**12).map(float)


@given(st.data(), st.sampled_from(["bars", "line"]))
def test_every_plot_is_a_picture(data: st.DataObject, kind: str) -> None:
    labels = tuple(data.draw(st.lists(names, min_size=1, max_size=30)))
    row = st.lists(values, min_size=len(labels), max_size=len(labels)).map(tuple)
    series = tuple(
        Series(data.draw(names), each) for each in data.draw(st.lists(row, min_size=1, max_size=4))
    )
    plot = Plot(data.draw(names), kind, labels, series, data.draw(names))  # type: ignore[arg-type] # one of the two
    drawn = ET.fromstring(svg(plot, name="plot-1"))  # noqa: S314 - our own text, which must be well formed
    _, _, wide, high = (float(each) for each in drawn.attrib["viewBox"].split())
    for bar in drawn.iter("rect"):
        x, y, w, h = (float(bar.attrib[name]) for name in ("x", "y", "width", "height"))
        assert w >= 0 <= h
        assert x >= 0 <= y
        assert x + w <= wide + 1
        assert y + h <= high + 1
    ET.fromstring(figures(plot))  # noqa: S314 - likewise


def test_a_bar_is_as_long_as_its_value() -> None:
    plot = Plot("Tools", "bars", ("in the house", "out"), (Series("tools", (40.0, 10.0)),), "tools")
    drawn = ET.fromstring(svg(plot, name="plot-1"))  # noqa: S314 - our own text
    long, short = [float(bar.attrib["width"]) for bar in drawn.iter("rect")][:2]
    assert long == pytest.approx(4 * short, rel=0.01)


def test_values_survive_json(riverside: Riverside) -> None:
    found = riverside.done("report", "money")
    assert json.loads(json.dumps(found))["months"][0]["charged"] == "120.00"
