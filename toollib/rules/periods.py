"""From which to which day something is counted: never beyond today, and never backwards."""

from datetime import date, timedelta

from toollib.rules.reasons import refuse

_A_YEAR = timedelta(days=365)


def counted_days(first: date | None, last: date | None, *, today: date) -> tuple[date | None, date]:
    """The days that count, both inclusive; `first` None: from the beginning. One that would go on beyond today ends today.

    Raises:
        Refused: `date-wrong` for a period that ends before it begins, or begins after today.
    """
    end = min(last or today, today)
    if first is not None and first > end:
        told = f"the period ends ({end}) before it begins ({first})"
        if first > today:
            told = f"the period begins on {first}, which has not come yet"
        raise refuse("date-wrong", told, "from is the first day that counts, to the last")
    return first, end


def counted_year(first: date | None, last: date | None, *, today: date) -> tuple[date, date]:
    """The same where nothing is counted from the beginning: without a first day, a year back from the last.

    Raises:
        Refused: as `counted_days` does.
    """
    end = min(last or today, today)
    begin = first or max(date.min + _A_YEAR, end) - _A_YEAR
    counted_days(begin, end, today=today)
    return begin, end
