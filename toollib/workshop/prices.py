"""What one copy of each kind costs: by the copies that the library has, else by what is known of the kind."""

from decimal import Decimal

from catalog.kinds import ToolKind
from catalog.quantity import parse_cost
from toollib.desk.context import Context
from toollib.rules.money import Amount, Currency
from toollib.rules.priorities import typical
from toollib.store import prices


def price_of_new(kind: ToolKind, currency: Currency) -> Amount | None:
    """What a new tool of a kind costs, by the vocabulary; None if it does not say, or in another currency only."""
    if kind.price is None:
        return None
    cost = parse_cost(kind.price)
    if cost.currency != currency.code or cost.per:
        return None
    return Amount(int(cost.amount.scaleb(currency.digits).quantize(Decimal(1))))


def prices_of(context: Context) -> dict[str, Amount]:
    """The price of one copy by kind, without the kinds whose price nobody knows.

    Of several copies here the price in the middle counts; else that of the vocabulary, if it is in our currency.
    """
    currency, vocabulary = context.settings.currency, context.vocabulary
    known: dict[str, list[int]] = {}
    for kind, price in prices.of_copies(context.db):
        known.setdefault(vocabulary.find(kind) or kind, []).append(price)
    found = {kind: Amount(middle) for kind, some in known.items() if (middle := typical(some)) is not None}
    for each in vocabulary.kinds:
        if each.slug not in found and (new := price_of_new(each, currency)) is not None:
            found[each.slug] = new
    return found
