"""A made-up library as tests look at it: its rows, and its rules."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cached_property
from pathlib import Path
from typing import Any

from catalog.shipped import shipped_kinds
from toollib.clock import SetClock
from toollib.demo import build_demo
from toollib.library import Library, Who
from toollib.rules.dates import Opening
from toollib.rules.policies import Policy
from toollib.settings import Settings
from toollib.settings_file import load_settings
from toollib.store.database import Database, open_database
from toollib.vocabulary import Vocabulary


@dataclass(frozen=True)
class Made:
    folder: Path
    now: datetime

    @cached_property
    def settings(self) -> Settings:
        return load_settings(self.folder).usable

    @cached_property
    def opening(self) -> Opening:
        return self.settings.opening

    @contextmanager
    def database(self) -> Iterator[Database]:
        db = open_database(self.folder / "library.db")
        try:
            yield db
        finally:
            db.close()

    def rows(self, sql: str, values: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        with self.database() as db:
            return [tuple(row) for row in db.all(sql, tuple(values))]

    def value(self, sql: str) -> Any:
        return self.rows(sql)[0][0]

    def library(self, who: str = "M-0001") -> Library:
        return Library.open(self.folder, clock=SetClock(self.now), person=Who(who, "front"))

    def local(self, instant: str) -> datetime:
        return datetime.fromisoformat(instant).astimezone(self.settings.time_zone)

    def day(self, instant: str) -> date:
        return self.local(instant).date()

    def is_open_at(self, instant: str) -> bool:
        local = self.local(instant)
        moment: time = local.time()
        return any(start <= moment <= end for start, end in self.opening.spans(local.date()))


class Policies:
    """The policy of each kind and tier, resolved as the rules do."""

    def __init__(self, settings: Settings) -> None:
        self._all = settings.all_policies
        self._vocabulary = Vocabulary(shipped_kinds())
        self._known: dict[tuple[str, str], Policy] = {}

    def of(self, kind: str, tier: str) -> Policy:
        if (kind, tier) not in self._known:
            category = self._vocabulary.category(kind)
            self._known[kind, tier] = self._all.resolve((kind, category or ""), tier)
        return self._known[kind, tier]


def make(folder: Path, now: datetime, **wanted: Any) -> Made:
    build_demo(folder, now=now, **wanted)
    return Made(folder, now)
