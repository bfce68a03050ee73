"""What one copy of each kind costs: by the copies that the library has, else by what is known of the kind."""

from catalog.quantity import parse_cost
from toollib.desk.context import Context
from toollib.rules.money import Amount
from toollib.rules.priorities import typical
from toollib.store import prices


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
        if each.price is not None and each.slug not in found:
            cost = parse_cost(each.price)
            if cost.currency == currency.code and not cost.per:
                found[each.slug] = Amount(int(cost.amount.scaleb(currency.digits)))
    return found
