"""What lateness costs. Amounts are whole minor units of the library's currency."""


def late_charge(
    days: int, rate: int, *, free: int = 0, cap: int | None = None, price: int | None = None
) -> int:
    """The charge for a tool that is `days` late at `rate` a day.

    The first `free` days cost nothing; never above the cap, never above the tool's price, never negative.
    A price of 0 says that the tool costs nothing to replace, so neither does its lateness.
    """
    charge = max(0, days - free) * max(0, rate)
    limits = [limit for limit in (cap, price) if limit is not None]
    return max(0, min([charge, *limits]))
