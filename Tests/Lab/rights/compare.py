#!/usr/bin/python3
"""Compares foothold with the domain controller, pair by pair: compare.py ANSWERS.json FOOTHOLD.json DIFFERENCES.json [LIST]

Three answers are held against each other: what the domain controller said, what foothold says, and what the specification says as
written in model.py. foothold must always say what the specification says. Where the domain controller says something else,
the smallest set of explanations must predict its answer exactly. A difference without such a set fails, and so does an explanation
that explains nothing. LIST gets one line for every pair that differs as explained.
"""

import itertools
import json
import sys
from collections import Counter
from pathlib import Path

import model

LEAST_PAIRS = 5000
# Among them such as are not empty on both sides.
LEAST_POWERFUL = 3000
LEAST_AGREEING = 0.8


def shown(who, on, expected, got):
    """One line for people about two answers that should be the same."""
    parts = []
    for part, value in expected.items():
        if value == got.get(part):
            continue
        if isinstance(value, list):
            more, less = sorted(set(got[part]) - set(value)), sorted(set(value) - set(got[part]))
            parts.append(f"{part} with {more[:4]} ({len(more)}) and without {less[:4]} ({len(less)})")
        else:
            parts.append(f"{part} {got.get(part)} instead of {value}")
    return f"  {who.split(',')[0]} on {on.split(',')[0]}: {'; '.join(parts)}"


def explanation(departures, predicts):
    """The smallest set of departures that predicts the domain controller's answer; None when none does."""
    for size in range(1, len(departures) + 1):
        for chosen in itertools.combinations(departures, size):
            if predicts(frozenset(chosen)):
                return chosen
    return None


class Comparison:
    """Counts over all pairs, and what is wrong."""

    def __init__(self, facts, ours):
        self.facts = facts
        self.ours = {(answer["who"], answer["on"]): answer for answer in ours}
        self.theory = model.Model(facts)
        self.agreed = self.hidden = self.powerful = 0
        self.explained, self.seen = Counter(), Counter()
        self.problems, self.lines = [], []

    def run(self):
        for who, answer in self.facts["principals"].items():
            for on in self.facts["objects"]:
                self._sight(who, on, {"isVisible": on in answer["objects"]})
                self._rights(who, on, answer["objects"].get(on))

    def _sight(self, who, on, told):
        specified = {"isVisible": self.theory.is_visible(who, on)}
        got = {"isVisible": self.ours[who, on].get("isVisible")}
        if None not in specified.values() and got != specified:
            self.problems.append("not as specified:" + shown(who, on, specified, got))
        elif got != told:
            self._explain(
                who, on, told, got, model.OF_VISIBILITY, self.seen,
                lambda names: self.theory.is_visible(who, on, names) == told["isVisible"])

    def _rights(self, who, on, told):
        got = self.ours[who, on]
        specified = self.theory.answer(who, on)
        if not self._same(specified, got):
            self.problems.append("not as specified:" + shown(who, on, specified, got))
        if told is None:
            self.hidden += 1
            return
        self.powerful += any(told.values())
        if self._same(told, got):
            self.agreed += 1
        else:
            self._explain(
                who, on, told, got, model.OF_RIGHTS, self.explained,
                lambda names: self._same(told, self.theory.answer(who, on, names)))

    def _explain(self, who, on, told, got, departures, counts, predicts):
        if chosen := explanation(departures, predicts):
            counts.update([chosen])
            self.lines.append(f"{' and '.join(chosen)}:{shown(who, on, told, got)}")
        else:
            self.problems.append("unexplained:" + shown(who, on, told, got))

    @staticmethod
    def _same(answer, other):
        return all(other[part] == answer[part] for part in answer)

    def finish(self, names):
        """Adds what is wrong with the whole; prints the figures."""
        differing = sum(self.explained.values())
        pairs = self.agreed + differing
        for name in names:
            if not any(name in chosen for chosen in self.explained + self.seen):
                self.problems.append(f"  {name} explains nothing")
        if pairs < LEAST_PAIRS:
            self.problems.append(f"  fewer than {LEAST_PAIRS} pairs")
        if self.powerful < LEAST_POWERFUL:
            self.problems.append(f"  fewer than {LEAST_POWERFUL} pairs in which the principal may change something")
        if self.agreed < LEAST_AGREEING * pairs:
            self.problems.append(f"  fewer than {LEAST_AGREEING:.0%} agree without an explanation")
        print(
            f"{pairs} pairs compared, in {self.powerful} of them the principal may change something: {self.agreed} agree, "
            f"{differing} differ as explained; {self.hidden} the server hides")
        self._print(self.explained)
        print(f"whether an object can be seen: {sum(self.seen.values())} pairs differ as explained")
        self._print(self.seen)

    @staticmethod
    def _print(counts):
        for chosen, count in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
            print(f"  {count} by {' and '.join(chosen)}")


def main(answers, ours, differences, listing=None):
    names = [difference["id"] for difference in json.loads(Path(differences).read_text())["differences"]]
    if sorted(names) != sorted(model.DEPARTURES):
        sys.exit(f"compare: {differences} explains {sorted(names)}, the model knows {sorted(model.DEPARTURES)}")
    comparison = Comparison(json.loads(Path(answers).read_text()), json.loads(Path(ours).read_text()))
    comparison.run()
    comparison.finish(names)
    if listing:
        Path(listing).write_text("".join(line + "\n" for line in comparison.lines))
    if comparison.problems:
        print("\n".join(comparison.problems[:20]))
        sys.exit(f"compare: {len(comparison.problems)} problems")


if __name__ == "__main__":
    main(*sys.argv[1:])
