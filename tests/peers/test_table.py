"""What users of other lending programs suffered from, and which test shows that it is right here.

Each number is an issue thread: B is wielebenwir/commonsbooking, C chicago-tool-library/circulate, E
lend-engine/lend-engine-app, L leihs/leihs, R rero/rero-ils, S grokability/snipe-it. The table is checked: a test that is
renamed must be renamed here.
"""

import re
from functools import cache
from pathlib import Path

import pytest

TESTS = Path(__file__).parents[1]
DESK, STORY, RULES = "toollib/desk/test_", "scenarios/test_", "toollib/rules/test_"
HERE = "peers/test_at_the_desk.py"
# What it was; the file; the test in it.
TABLE: tuple[tuple[str, str, str], ...] = (
    # Days
    ("C#2200 closing moves loans", f"{DESK}closing.py", "test_loans_that_are_due_on_it_are_due_on_the_next_open_day"),
    ("C#2200 closing moves holds", f"{DESK}closing.py", "test_what_is_kept_ready_is_kept_for_as_many_open_days"),
    ("C#1239 open days are settings", "toollib/test_reloading.py", "test_hours_roles_and_tiers_too"),
    ("C#2137 the hold clock rests on closed days", HERE, "test_c2137_the_days_for_collecting_are_open_days"),
    ("E#127, E#138 nothing is due on a closed day", f"{RULES}open_days.py", "test_nothing_is_due_on_a_closed_day_or_before_it_could_be"),
    ("E#128, S#18333 late after the day, not before", f"{STORY}d20_clock.py", "test_due_today_is_not_overdue_until_midnight"),
    ("R#263 exceptional closures count", f"{DESK}closing.py", "test_a_due_date_that_is_given_out_afterwards_skips_it"),
    ("R#599 one open day a week", HERE, "test_r599_where_one_day_a_week_is_open_a_week_later_is_that_day"),
    ("L#924 closed days shorten no loan", HERE, "test_l924_closed_days_shorten_no_loan"),
    ("L#1908 no lead time in desk days", HERE, "test_l1908_what_is_free_can_be_reserved_from_today_on"),
    ("L#19, L#508 back and out on one day", f"{STORY}d11_dates.py", "test_it_comes_back_and_goes_out_on_one_day"),
    ("B#1062, B#1394, B#1424 closed days inside", f"{RULES}open_days.py", "test_open_days_are_those_counted_one_by_one"),
    ("cds-ils#967 no holiday as due date", "toollib/test_public_days.py", "test_nobody_picks_a_holiday_as_due_date"),
    # Clock
    ("E#103 a day is a day across summer time", f"{STORY}d20_clock.py", "test_a_day_is_a_day_however_many_hours_it_has"),
    ("Librarika#536 the morning after", HERE, "test_librarika536_the_morning_after_the_clocks_changed_is_that_morning"),
    ("R#4038 open by the local date", HERE, "test_r4038_a_day_is_open_by_the_local_date_at_any_hour"),
    ("folio_migration_tools#188 due is a date", HERE, "test_folio188_due_on_the_day_it_goes_out_is_not_before_it"),
    # Twice out
    ("S#2347, S#11061 sent twice", HERE, "test_s2347_s11061_the_same_checkout_sent_twice_is_one_loan"),
    ("S#17896 all or none", f"{STORY}d02_basket.py", "test_all_or_none"),
    ("S#17046 one is lost", HERE, "test_s17046_s17896_a_basket_with_a_lost_or_lent_tool_lends_nothing"),
    ("S#14476 one tag twice", HERE, "test_s14476_a_tag_given_at_two_desks_is_given_once"),
    ("S#14476 the database refuses too", "toollib/store/test_truths.py", "test_the_database_refuses"),
    ("reservations#625 overdue is not free tomorrow", HERE, "test_yale625_nobody_counts_on_a_tool_that_is_overdue"),
    # Scans
    ("S#7705 the scanner's Enter", "toollib/tui/test_scan_line.py", "test_a_basket_of_scans_in_one_burst"),
    ("R#2597 one code, one meaning", f"{STORY}d23_first_evening.py", "test_what_cannot_be_is_refused_with_every_reason"),
    ("L#1628 reserved by another", f"{STORY}d11_dates.py", "test_a_loan_that_would_run_into_it_is_refused_and_a_shorter_one_proposed"),
    ("C#1777 a row number is no code", HERE, "test_c1777_a_row_number_means_nothing"),
    ("cds-ils#546 nothing to confirm", f"{STORY}d02_basket.py", "test_the_next_card_ends_the_visit"),
    # Mistakes
    ("C#669 no return of what is in", HERE, "test_c669_what_is_in_is_not_returned_and_no_list_of_all_is_either"),
    ("C#462 a loan from paper", f"{STORY}d08_drop_box.py", "test_a_loan_from_paper_counts_from_then_and_not_before_the_tool_was_back"),
    ("S#13907 undo", f"{STORY}d15_undo.py", "test_all_is_as_it_was_and_the_history_has_both"),
    ("C#1149 undo says what it did", f"{STORY}d15_undo.py", "test_by_command"),
    ("C#638 a tool in repair comes back", f"{STORY}d13_broken.py", "test_a_tool_in_repair_that_is_out_can_be_returned"),
    ("Librarika#576 a tag that is in is only shown", f"{STORY}d03_back.py", "test_a_tag_that_is_in_is_shown"),
    # Holds
    ("C#1423 no hold on what one has", f"{STORY}d10_queue.py", "test_what_cannot_be_held"),
    ("C#682, C#555 why no renewal", f"{STORY}d09_renewal.py", "test_somebody_waits_for_the_kind"),
    ("E#120 no renewal over a reservation", f"{STORY}d11_dates.py", "test_a_renewal_does_not_break_it"),
    ("Librarika#249 who has it", f"{STORY}d05_wrong_person.py", "test_by_command_the_holder_is_named"),
    # Parts
    ("C#1851, C#2024 parts are a checklist", f"{STORY}d12_kit.py", "test_the_checklist_goes_with_the_answer"),
    ("C#678 the safety notice on every path", f"{DESK}care.py", "test_the_safety_notice_is_told_once_a_kind_on_every_path"),
    ("S#8762, S#10121 a kit is one copy with its parts", f"{STORY}d12_kit.py", "test_back_with_one_battery"),
    # Money
    ("R#2683 not for days in the box", HERE, "test_r2683_what_was_dropped_in_the_box_costs_nothing_for_the_days_it_lay_there"),
    ("R#2741 a renewal settles lateness", f"{STORY}d09_renewal.py", "test_lateness_settled_by_renewing_still_counts_towards_the_cap"),
    ("reservations#876 a fine without end", HERE, "test_yale876_a_tool_that_was_out_for_ten_years_costs_no_more_than_its_price"),
    ("Circulate: undo leaves the fine", f"{STORY}d15_undo.py", "test_all_is_as_it_was_and_the_history_has_both"),
    ("Lend Engine: money in floats", f"{RULES}charges.py", "test_every_amount_reads_back_in_every_currency"),
    # People
    ("S#4056, S#8969, S#6046 leaving", HERE, "test_s4056_s8969_s6046_who_leaves_takes_nothing_back_and_leaves_a_trace"),
    ("Circulate: loans go with the member", f"{STORY}d16_member_ends.py", "test_her_loans_count_on_without_a_name_and_the_queue_without_her"),
    ("Lend Engine: the telephone stays", f"{STORY}d16_member_ends.py", "test_gone_from_every_byte_and_every_answer"),
    # Search and dates ahead
    ("E#139 two words find it", HERE, "test_e139_two_words_in_any_order_find_it"),
    ("S#1050, S#5081 a date ahead", f"{STORY}d11_dates.py", "test_two_copies_serve_two_reservations_and_a_third_is_refused"),
)  # fmt: skip


@cache
def names_in(file: str) -> frozenset[str]:
    text = (TESTS / file).read_text("utf-8")
    return frozenset(re.findall(r"^(?:async )?def (test_\w+)", text, re.MULTILINE))


@pytest.mark.parametrize(("what", "file", "test"), TABLE, ids=[what for what, _, _ in TABLE])
def test_what_others_suffer_from_is_shown_to_be_right_here(what: str, file: str, test: str) -> None:
    assert test in names_in(file)


def test_no_test_here_is_missing_in_the_table() -> None:
    assert names_in(HERE) == {test for _, file, test in TABLE if file == HERE}
