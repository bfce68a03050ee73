"""Loan policies: for each key the most specific setting wins, and it can be told which one did."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields
from typing import Literal

from toollib.rules.money import Amount

DEFAULT = "default"
Per = Literal["open-day", "day"]


@dataclass(frozen=True, slots=True)
class PartialPolicy:
    """Some keys of a policy, as one line of the settings gives them. Money in minor units; None: not said here."""

    days: int | None = None
    renewals: int | None = None
    late: Amount | None = None
    per: Per | None = None
    free_days: int | None = None
    cap: Amount | None = None
    deposit: Amount | None = None
    stays_here: bool | None = None


@dataclass(frozen=True, slots=True)
class Policy:
    """A whole policy. Money in minor units; `cap` None: no cap but the tool's price."""

    days: int = 7
    renewals: int = 2
    late: int = 0
    per: Per = "open-day"
    free_days: int = 0
    cap: int | None = None
    deposit: int = 0
    stays_here: bool = False


@dataclass(frozen=True, slots=True)
class Said:
    """Where a value of a policy comes from: the level's name, and the tier if a tier's line gave it.

    `name` is None where no line of the settings said anything and the program's own default stands.
    """

    name: str | None
    tier: str | None = None


@dataclass(frozen=True, slots=True)
class Policies:
    """All policies of a library: by name (a code of a tool, kind, category or "default"), and the tiers' own."""

    named: Mapping[str, PartialPolicy] = field(default_factory=dict)
    of_tiers: Mapping[str, Mapping[str, PartialPolicy]] = field(default_factory=dict)
    _resolved: dict[tuple[tuple[str, ...], str | None], Policy] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def explain(self, names: tuple[str, ...], tier: str | None) -> dict[str, tuple[object, Said]]:
        """Each key's value and what said it. `names`: the most specific first, without "default"."""
        answer: dict[str, tuple[object, Said]] = {}
        for each in fields(Policy):
            answer[each.name] = each.default, Said(None)
            for said, policy in self._levels(names, tier):
                value = getattr(policy, each.name)
                if value is not None:
                    answer[each.name] = value, said
                    break
        return answer

    def resolve(self, names: tuple[str, ...], tier: str | None) -> Policy:
        """The policy for a tool with these names (most specific first) and a member of this tier."""
        # Few names have a line of their own: what is left of them is the same for thousands of tools.
        told = tuple(name for name in names if self._speaks_of(name, tier))
        if (found := self._resolved.get((told, tier))) is None:
            values = {key: value for key, (value, _) in self.explain(told, tier).items()}
            found = Policy(**values)  # type: ignore[arg-type] # explain takes its keys from Policy's fields
            self._resolved[told, tier] = found
        return found

    @property
    def lines(self) -> frozenset[str]:
        """Every name but "default" that has a line of its own, general or of a tier."""
        return frozenset(self.named).union(*self.of_tiers.values()) - {DEFAULT}

    def _speaks_of(self, name: str, tier: str | None) -> bool:
        return name in self.named or name in self.of_tiers.get(tier or "", {})

    def _levels(self, names: tuple[str, ...], tier: str | None) -> Iterator[tuple[Said, PartialPolicy]]:
        """Most specific first; at one level the tier's line goes before the general one."""
        tiers = self.of_tiers.get(tier or "", {})
        for name in (*names, DEFAULT):
            if name in tiers:
                yield Said(name, tier), tiers[name]
            if name in self.named:
                yield Said(name), self.named[name]
