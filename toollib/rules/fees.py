"""What lateness costs. Amounts are whole minor units of the library's currency."""


def late_charge(
    days: int, rate: int, *, free: int = 0, cap: int | None = None, price: int | None = None
) -> int:
    """The charge for a tool that is `days` late at `rate` a day.

    The first `free` days cost nothing; never above the cap, never above the tool's price, never negative.
    A price of 0 says that the tool costs nothing to replace, so neither does its lateness.
    """
    if days <= free or rate <= 0:
        return 0
    charge = (days - free) * rate
    if cap is not None and cap < charge:
        charge = cap
    if price is not None and price < charge:
        charge = price
    return max(0, charge)
