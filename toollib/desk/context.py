"""What every read and verb stands on: the library's facts, who acts, what time it is."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

from catalog.text import code_key
from toollib.clock import Clock
from toollib.rules.dates import Closed, NoOpenDay, Opening, overdue_cutoff
from toollib.rules.money import Amount, AmountWrong
from toollib.rules.policies import Policies, Policy
from toollib.rules.reasons import Reason, refuse
from toollib.rules.rights import FOUNDING, Actor, Right, rights_of
from toollib.settings import Settings
from toollib.store import closing, codes, events, members
from toollib.store.database import Database
from toollib.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Person:
    """Who is at the desk: a member (row and id) or a guest by name, and which desk it is."""

    who: str
    desk: str
    row: int | None = None


@dataclass(frozen=True, slots=True)
class Moment:
    """One desk action: its instant, the local day, and who acts."""

    now: datetime
    today: date
    actor: Actor
    by_hand: bool = False

    @property
    def at(self) -> str:
        """The instant as the tables keep it."""
        return stamp(self.now)


@dataclass(slots=True)
class Context:
    """The open library as the verbs see it. Belongs to the thread that opened it."""

    db: Database
    settings: Settings
    vocabulary: Vocabulary
    clock: Clock
    person: Person
    settings_file: Path = Path("library.yaml")
    opening: Opening = field(init=False)
    policies: Policies = field(init=False)
    kind_policies: dict[tuple[str, str | None], Policy] = field(init=False)
    named_tools: Mapping[str, tuple[str, ...]] = field(init=False, default_factory=dict)
    """Tools with policies of their own: the key of the tag → the names of these, the tag first, then other codes."""
    _tool_names: tuple[str, ...] = field(init=False, default=())
    _roles: Mapping[str, frozenset[Right]] = field(init=False)
    _founded: bool = field(init=False, default=False)
    _cutoff: tuple[date, str] = field(init=False, default=(date.min, ""))
    wrong: tuple[Reason, ...] = ()
    """What was wrong with the values that the next verb was asked with: it refuses them with its own reasons."""
    forgot_on: date = field(init=False, default=date.min)
    """The day on which old loans were last made to forget their members."""
    queues_right_on: date = field(init=False, default=date.min)
    """The day on which no queue was found to have moved on by time alone."""
    _closed: int = field(init=False, default=0)
    _told_by_clock: str | None = field(init=False, default=None)

    def __post_init__(self) -> None:
        self.use(self.settings)

    def use(self, settings: Settings) -> None:
        """Go on by these settings: every verb and read that follows knows them."""
        self.settings = settings
        self.policies = settings.all_policies
        self.kind_policies = {}
        kinds = {*self.vocabulary.categories, *self.vocabulary.all_slugs} if self.policies.lines else ()
        self._tool_names = tuple(sorted(each for each in self.policies.lines if each not in kinds))
        self._look_for_named_tools()
        self._roles = {name: frozenset(rights) for name, rights in settings.roles.items()}
        self._open_by(closing.how_many(self.db))

    def last_event(self) -> str | None:
        """When the last event happened as the tables keep it; one written by a clock that was behind hides none before.

        Looking far back costs, so it is done once; afterwards the latest that was seen is remembered.
        """
        if (newest := events.very_last(self.db)) is None:
            return None
        if self._told_by_clock is None:
            self._told_by_clock = events.by_clock(self.db) or ""
        at, by_hand = newest
        if not by_hand:
            self._told_by_clock = max(self._told_by_clock, at)
        return max(self._told_by_clock, at)

    def look_for_changes(self) -> None:
        """Take in what this desk or another has changed since this was last asked: closed days, codes with policies."""
        self._look_for_named_tools()
        if (count := closing.how_many(self.db)) != self._closed:
            self._open_by(count)

    def _look_for_named_tools(self) -> None:
        """Any code of a tool may name its policy, and codes come and go while the library is open."""
        if not self._tool_names:
            self.named_tools = {}
            return
        named: dict[str, tuple[str, ...]] = {}
        for key, tag in codes.tool_keys(self.db, self._tool_names).items():
            before = named.get(code_key(tag), ())
            named[code_key(tag)] = (key, *before) if key == code_key(tag) else (*before, key)
        self.named_tools = named

    def _open_by(self, closed: int) -> None:
        days = closing.closed_days(self.db) if closed else ()
        each = ((date.fromisoformat(day), why) for day, why in days)
        self.opening = self.settings.opening.also_closed(Closed(day, day, why) for day, why in each)
        self._closed = closed
        self._cutoff = date.min, ""

    def moment(self) -> Moment:
        """Now, here, by whoever is at the desk."""
        now = self.clock.now().replace(microsecond=0)
        return Moment(now, self.local_day(now), self.actor(), self.clock.by_hand)

    def local_day(self, instant: datetime) -> date:
        """The local date of an instant."""
        return instant.astimezone(self.settings.time_zone).date()

    def begins(self, day: date) -> str:
        """The instant at which a local day begins, as the tables keep it."""
        if day.year < 2:  # nothing is older, and in UTC it may lie before the calendar
            return ""
        return stamp(datetime.combine(day, time.min, self.settings.time_zone))

    @property
    def today(self) -> date:
        """The local date now."""
        return self.local_day(self.clock.now())

    @property
    def cutoff(self) -> str:
        """The last due date that is overdue today, as the tables keep it."""
        today = self.today
        if self._cutoff[0] != today:
            self._cutoff = today, overdue_cutoff(today, self.opening).isoformat()
        return self._cutoff[1]

    def keep_until(self, day: date) -> date:
        """The last day for which a copy made ready on this day is kept."""
        rules = self.settings.holds
        if rules.counted == "open-days":
            try:
                return self.opening.add_open_days(day, rules.keep_days)
            except NoOpenDay:  # closed for good: then calendar days are as good as any
                return day + timedelta(days=rules.keep_days)
        return day + timedelta(days=rules.keep_days)

    def actor(self) -> Actor:
        """Who acts, with the rights of this instant: roles may change while the screens are open."""
        person, role = self.person, None
        if person.row is not None:
            role = members.columns(self.db, person.row, ["role"]).get("role")
        # Once there is a coordinator this is not asked again, until one may have gone.
        if not self._founded:
            founding = [name for name, rights in self._roles.items() if FOUNDING in rights]
            self._founded = members.founded(self.db, founding)
        rights = rights_of(
            role,
            guest=person.row is None,
            roles=self._roles,
            sign_on=self.settings.sign_on,
            founded=self._founded,
        )
        return Actor(person.who, person.desk, rights, person.who if person.row is not None else None)

    def look_for_founders_again(self) -> None:
        """A sign-up or a role was taken back: whether there is a coordinator is asked anew."""
        self._founded = False

    def amount(self, text: str) -> Amount:
        """What somebody typed as an amount above zero.

        Raises:
            Refused: `amount-wrong`.
        """
        try:
            amount = self.settings.currency.parse(text, self.settings.language)
        except AmountWrong as error:
            raise refuse("amount-wrong", str(error)) from error
        if amount == 0:
            raise refuse("amount-wrong", "an amount of nothing changes nothing")
        return amount


def stamp(instant: datetime) -> str:
    """An instant as the tables keep it."""
    return instant.astimezone(UTC).replace(microsecond=0, tzinfo=None).isoformat() + "Z"


def instant(text: str) -> datetime:
    """An instant as the tables keep it, read back."""
    return datetime.fromisoformat(text)
