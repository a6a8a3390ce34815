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
PARTS = ("sd", "writes", "creates")


def shown(who, on, expected, got):
    """One line for people about two answers that should be the same."""
    parts = []
    for part in expected:
        if expected[part] != got.get(part):
            if part in ("sd", "isVisible"):
                parts.append(f"{part} {got.get(part)} instead of {expected[part]}")
            else:
                more, less = (sorted(set(a) - set(b)) for a, b in ((got[part], expected[part]), (expected[part], got[part])))
                parts.append(f"{part} with {more[:4]} ({len(more)}) and without {less[:4]} ({len(less)})")
    return f"  {who.split(',')[0]} on {on.split(',')[0]}: {'; '.join(parts)}"


def explanation(theory, who, on, answer, names):
    """The smallest set of explanations that predicts the domain controller's answer; None when none does."""
    for size in range(1, len(names) + 1):
        for chosen in itertools.combinations(names, size):
            predicted = theory.answer(who, on, frozenset(chosen))
            if all(predicted[part] == answer[part] for part in PARTS):
                return chosen
    return None


def main(answers, ours, differences, listing=None):
    facts = json.loads(Path(answers).read_text())
    ours = {(answer["who"], answer["on"]): answer for answer in json.loads(Path(ours).read_text())}
    rules = json.loads(Path(differences).read_text())["differences"]
    names = [rule["id"] for rule in rules]
    if sorted(names) != sorted(model.DEPARTURES):
        sys.exit(f"compare: {differences} explains {sorted(names)}, the model knows {sorted(model.DEPARTURES)}")

    theory = model.Model(facts)
    agreed, hidden, powerful, problems, explained, lines = 0, 0, 0, [], Counter(), []
    for who, answer in facts["principals"].items():
        for on in facts["objects"]:
            got = ours[who, on]
            is_shown = on in answer["objects"]
            if got["isVisible"] != is_shown:
                problems.append(shown(who, on, {"isVisible": is_shown}, got))
            specified = theory.answer(who, on)
            if any(specified[part] != got[part] for part in specified):
                problems.append("not as specified:" + shown(who, on, specified, got))
            read = answer["objects"].get(on)
            powerful += read is not None and any(read[part] for part in PARTS)
            if read is None:
                hidden += 1
            elif all(read[part] == got[part] for part in PARTS):
                agreed += 1
            elif chosen := explanation(theory, who, on, read, names):
                explained.update([chosen])
                lines.append(f"{' and '.join(chosen)}:{shown(who, on, read, got)}")
            else:
                problems.append("unexplained:" + shown(who, on, read, got))

    pairs = agreed + sum(explained.values())
    print(
        f"{pairs} pairs compared, in {powerful} of them the principal may change something: {agreed} agree, "
        f"{sum(explained.values())} differ as explained; {hidden} the server hides")
    for chosen, count in sorted(explained.items(), key=lambda item: (-item[1], item[0])):
        print(f"  {count} by {' and '.join(chosen)}")
    for name in names:
        if not any(name in chosen for chosen in explained):
            problems.append(f"  {name} explains nothing")
    if pairs < LEAST_PAIRS:
        problems.append(f"  fewer than {LEAST_PAIRS} pairs")
    if powerful < LEAST_POWERFUL:
        problems.append(f"  fewer than {LEAST_POWERFUL} pairs in which the principal may change something")
    if agreed < LEAST_AGREEING * pairs:
        problems.append(f"  fewer than {LEAST_AGREEING:.0%} agree without an explanation")
    if listing:
        Path(listing).write_text("".join(line + "\n" for line in lines))
    if problems:
        print("\n".join(problems[:20]))
        sys.exit(f"compare: {len(problems)} problems")


if __name__ == "__main__":
    main(*sys.argv[1:])
