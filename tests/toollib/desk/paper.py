"""What people do at the library on paper: each verb says why not, or writes down what it changes."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from tests.toollib.desk.paper_book import DAY, MAY_OWE, Book, Claim, Hold, Line, Loan


@dataclass
class Paper(Book):
    """The desk with a pencil. Each verb answers with the codes of its refusal, none where it is done."""

    # Verbs of the desk

    def checkout(self, name: str, tag: str) -> set[str]:
        member, tool, claim = self.members[name], self.tools[tag], self.collected(name, tag)
        due = claim.last if claim else self.next_open(self.today + tool.days * DAY)
        found = self.standing(name) | self.why_not_tool(tag)
        if len(self.mine(name)) >= 7:
            found.add("loan-limit")
        if member.owes > MAY_OWE:
            found.add("owes-too-much")
        if any(self.next_open(self.loans[each].due) < self.today for each in self.mine(name)):
            found.add("has-overdue")
        if tool.topic and not member.trained:
            found.add("induction-missing")
        if any(each.state == "ready" and each.tool == tag and each.member != name for each in self.holds):
            found.add("tool-held")
        if not self.spares(tag, due, but=name, collected=self.collected(name, tag)):
            found.add("tool-reserved")
        return found

    def lend(self, name: str, tag: str, claim: Claim | None = None) -> None:
        """The checkout, once nothing is in its way or somebody went past it; `claim`: the one that it collects."""
        tool, claim = self.tools[tag], claim or self.collected(name, tag)
        due = claim.last if claim else self.next_open(self.today + tool.days * DAY)
        self.lent += 1
        self.loans[tag] = Loan(name, due, number=self.lent)
        wanted = [
            each
            for each in self.holds
            if each.member == name
            and each.state in {"waiting", "ready"}
            and (each.copy or each.kind) in {tag, tool.kind}
        ]
        wanted.sort(key=lambda each: each.tool != tag)
        theirs = [
            each
            for each in self.holds
            if each.state == "ready" and each.tool == tag and each not in wanted[:1]
        ]
        for each in theirs:
            each.state, each.tool, each.until = "waiting", None, None
        for each in wanted[:1]:
            each.state, each.tool, each.until = "collected", tag, None
        if theirs or wanted:
            self.move(tool.kind)
        if claim:
            claim.state, claim.tool = "collected", tag
        if tool.deposit:
            self.members[name].lines.append(Line(tool.deposit, "deposit", self.lent))

    def collected(self, name: str, tag: str) -> Claim | None:
        covers = [
            each
            for each in self.claims
            if each.member == name
            and each.state == "accepted"
            and each.first <= self.today <= each.last
            and (each.copy or each.kind) in {tag, self.tools[tag].kind}
        ]
        return next(iter(sorted(covers, key=lambda each: each.copy is None)), None)

    def why_not_tool(self, tag: str) -> set[str]:
        tool, found = self.tools[tag], set()
        if tool.tickets or tool.recalled:
            found.add("tool-in-repair")
        if tool.lacks:
            found.add("accessory-missing")
        if tool.lost:
            found.add("tool-lost")
        if tag in self.loans:
            found.add("tool-on-loan")
        return found

    def take_back(self, tag: str, back: date, *, broken: bool = False, missing: int = 0) -> set[str]:
        if tag not in self.loans:
            return {"not-on-loan"}
        if missing > 2 - self.tools[tag].lacks:
            return {"accessory-missing"}
        _, charge = self.costs(tag, back)
        loan = self.loans.pop(tag)
        lines = self.members[loan.member].lines
        lines += [Line(charge, "late", loan.number)] if charge else []
        self.give_deposit_back(tag, loan)
        self.tools[tag].tickets += broken
        self.tools[tag].lacks += missing
        self.move(self.tools[tag].kind)
        return set()

    def give_deposit_back(self, tag: str, loan: Loan) -> None:
        if self.tools[tag].deposit:
            self.members[loan.member].lines.append(Line(-self.tools[tag].deposit, "deposit", loan.number))

    def renew(self, tag: str) -> set[str]:
        if tag not in self.loans:
            return {"not-on-loan"}
        tool, loan = self.tools[tag], self.loans[tag]
        due = self.next_open(max(self.today, loan.due) + tool.days * DAY)
        found = self.standing(loan.member)
        if loan.renewals >= 2:
            found.add("renewals-used-up")
        waiting = [each for each in self.holds if each.state == "waiting"]
        free = [each for each in self.free(tool.kind) if each != tag]
        if any(each.copy == tag for each in waiting) or sum(each.kind == tool.kind for each in waiting) > len(
            free
        ):
            found.add("waited-for")
        if not self.spares(tag, due, but=loan.member):
            found.add("tool-reserved")
        if tool.tickets or tool.recalled:
            found.add("tool-in-repair")
        return found

    def keep_longer(self, tag: str) -> None:
        """The renewal, once nothing is in its way."""
        tool, loan = self.tools[tag], self.loans[tag]
        days, charge = self.costs(tag, self.today)
        if charge:
            self.members[loan.member].lines.append(Line(charge, "late", loan.number))
        loan.due = self.next_open(max(self.today, loan.due) + tool.days * DAY)
        loan.renewals, loan.late, loan.charged = loan.renewals + 1, days, loan.charged + charge

    def hold(self, name: str, what: str) -> set[str]:
        found, waits = self.standing(name), self.waits_of(name)
        copy = what if what in self.tools else None
        if len(waits) >= 5:
            found.add("hold-limit")
        has = any(tag == copy or self.tools[tag].kind == what for tag in self.mine(name))
        if has or any((each.copy or each.kind) == what for each in waits):
            found.add("already-held")
        found |= self.not_there(what)
        if not found:
            self.holds.append(Hold(name, None if copy else what, copy))
            self.move(self.kind_of(self.holds[-1]))
        return found

    def not_there(self, what: str) -> set[str]:
        if what in self.tools:
            return {"tool-lost"} if self.tools[what].lost else set()
        return {"kind-unknown"} if all(self.tools[tag].lost for tag in self.copies(what)) else set()

    def waits_of(self, name: str = "") -> list[Hold]:
        return [
            each for each in self.holds if each.state in {"waiting", "ready"} and name in {"", each.member}
        ]

    def give_up(self, hold: Hold) -> None:
        was = hold.tool
        hold.state, hold.tool, hold.until = "cancelled", None, None
        if was:
            self.move(self.tools[was].kind)

    def reserve(self, name: str, what: str, first: date, last: date) -> set[str]:
        copy = what if what in self.tools else None
        found = self.not_there(what)
        if first < self.today or last < first or not (self.open(first) and self.open(last)):
            found.add("date-wrong")
        claim = Claim(name, None if copy else what, copy, first, last)
        if not found:
            kind = self.kind_of(claim)
            away = self.away(kind)
            if not self.dealt([*self.kept(self.standing_claims(kind), away), claim], away):
                found.add("tool-reserved")
        found |= self.standing(name)
        if not found:
            self.claims.append(claim)
        return found

    def unreserve(self, claim: Claim) -> None:
        claim.state = "cancelled"
        self.move(self.kind_of(claim))

    # Care

    def repair(self, tag: str) -> set[str]:
        if self.tools[tag].lost:
            return {"tool-lost"}
        self.tools[tag].tickets += 1
        self.let_go([tag])
        return set()

    def fixed(self, tag: str) -> set[str]:
        tool = self.tools[tag]
        if not (tool.tickets or tool.lacks):
            return {"tool-in-repair"}
        tool.tickets = tool.lacks = 0
        self.move(tool.kind)
        return set()

    def lost(self, tag: str) -> set[str]:
        tool = self.tools[tag]
        if tool.lost:
            return {"tool-lost"}
        tool.lost = True
        loan = self.loans.pop(tag, None)
        if loan:
            self.give_deposit_back(tag, loan)
            charge = max(0, tool.price - loan.charged)
            self.members[loan.member].lines += [Line(charge, f"lost {tag}", loan.number)] if charge else []
        self.let_go([tag])
        return set()

    def found(self, tag: str) -> set[str]:
        if not self.tools[tag].lost:
            return {"tool-lost"}
        self.tools[tag].lost = False
        for member in self.members.values():
            for line in [each for each in member.lines if each.about == f"lost {tag}" and not each.voided]:
                line.voided = True
                member.lines.append(Line(-line.amount, void=True))
        self.move(self.tools[tag].kind)
        return set()

    def recall(self, what: str) -> None:
        tags = [what] if what in self.tools else self.copies(what)
        for tag in tags:
            self.tools[tag].recalled = True
        self.let_go(tags)

    def recall_end(self, what: str, *, kind_recalled: bool) -> set[str]:
        tags = [what] if what in self.tools else self.copies(what)
        blocked = [tag for tag in tags if self.tools[tag].recalled]
        if not blocked and not kind_recalled:
            return {"tool-in-repair"}
        for tag in blocked:
            self.tools[tag].recalled = False
            self.move(self.tools[tag].kind)
        return set()

    def close_day(self, day: date) -> set[str]:
        if day < self.today or not self.open(day):
            return {"date-wrong"}
        self.closed.add(day)
        to = self.next_open(day)
        for loan in self.loans.values():
            loan.due = to if loan.due == day else loan.due
        for hold in self.holds:
            if hold.state == "ready" and hold.until and hold.until >= day:
                hold.until = self.next_open(hold.until + DAY)
        for claim in self.claims:
            if claim.state == "accepted":
                claim.first = to if claim.first == day else claim.first
                claim.last = to if claim.last == day else claim.last
        return set()

    # Money

    def voidable(self, name: str) -> Iterator[tuple[int, Line, set[str]]]:
        """Each line of an account with its place, and the codes against taking it back."""
        loans = {loan.number for loan in self.loans.values()}
        for place, line in enumerate(self.members[name].lines):
            against = set()
            if line.void or line.voided:
                against.add("nothing-to-undo")
            if line.about == "deposit" or line.loan in loans:
                against.add("undo-blocked")
            yield place, line, against
