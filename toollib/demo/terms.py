"""What a loan of each kind means for each tier, asked of the policies once, not once a loan."""

from dataclasses import dataclass

from toollib.demo.days import Days
from toollib.rules.policies import Policy
from toollib.settings import Settings
from toollib.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Terms:
    """A policy, and for each day of lending the day (index) on which such a loan is due."""

    policy: Policy
    due: list[int]


class AllTerms:
    """The terms for every kind and tier."""

    def __init__(self, settings: Settings, vocabulary: Vocabulary, days: Days) -> None:
        self._policies = settings.all_policies
        self._vocabulary = vocabulary
        self._days = days
        self._known: dict[tuple[str, str], Terms] = {}

    def of(self, kind: str, tier: str) -> Terms:
        """The terms of a loan of this kind to a member of this tier."""
        found = self._known.get((kind, tier))
        if found is None:
            category = self._vocabulary.category(kind)
            policy = self._policies.resolve((kind, *([category] if category else [])), tier)
            found = self._known[kind, tier] = Terms(policy, self._days.due(policy.days))
        return found
