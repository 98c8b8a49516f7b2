"""The numbers of Decision 26/2026/QĐ-TTg, and what sheets and councils come to by them alone.

Written from the table of numbers and the printed notes, without the code that is tested.
"""

import csv
from fractions import Fraction
from pathlib import Path
from random import Random

STOP = -1
SETS = range(1, 27)
_FILE = Path(__file__).parent / "numbers-2026-26.tsv"

# Where the decision prints that nothing that follows is assessed: impurities that are a danger; 0 points.
IMPURITIES = dict.fromkeys((*range(1, 11), 12, 15, 17), "C6.1") | {11: "C6.1.1", 13: "C6.1.1"}
NO_POINTS = {16: ("C6.1", "C6.2", "C6.3", "C6.4"), 19: ("C6",), 20: ("C6",)}
STORY, STORY_TOLD = "B5.1", "B5.2"  # the second is asked only where there is a story; set 26 has no such note


def rows():
    lines = (line for line in _FILE.read_text("utf-8").splitlines() if not line.startswith("#"))
    return list(csv.DictReader(lines, delimiter="\t"))


def table():
    """Set → criterion → {option: (points, stars or 0, doubtful)}; options of case b are numbered after those of a."""
    found = {}
    for row in rows():
        options = found.setdefault(int(row["set"]), {}).setdefault(row["part"] + row["criterion"], {})
        number = int(row["option"]) if row["case"] != "b" else len(options) + 1
        options[number] = (int(row["points"]), int(row["stars"].replace("-", "0")), row["doubtful"] == "1")
    return found


NUMBERS = table()
# Set → criterion → [(stars, points)] of its marked options, the fewest stars first.
MARKS = {
    number: {
        code: sorted((stars, points) for points, stars, _doubtful in options.values() if stars)
        for code, options in criteria.items()
    }
    for number, criteria in NUMBERS.items()
}


def points_of(number, answers):
    """Criterion → points of what is counted, up to what stops it; what stops it."""
    counted = {}
    for code, options in NUMBERS[number].items():
        answer = answers.get(code)
        earned = options[answer][0] if answer in options else 0
        if answer == STOP or (code in NO_POINTS.get(number, ()) and answer is not None and earned == 0):
            return counted, code
        if code == STORY_TOLD and number != 26 and counted[STORY] == 0:
            earned = 0
        counted[code] = earned
    return counted, None


def parts_of(counted):
    return {letter: sum(points for code, points in counted.items() if code[0] == letter) for letter in "ABC"}


def lacking(number, counted, stars):
    """The criteria at which fewer points were earned than the highest mark up to so many stars wants."""
    found = []
    for code, marks in MARKS[number].items():
        binding = [points for mark, points in marks if mark <= stars]
        if binding and counted.get(code, 0) < binding[-1]:
            found.append(code)
    return found


def conditions(number, counted):
    held = 2
    while held < 5 and not lacking(number, counted, held + 1):
        held += 1
    return held


def stars_of(points):
    """Half-open bands: 90 is five stars, 89.99 is four."""
    return 5 if points >= 90 else 4 if points >= 70 else 3 if points >= 50 else 2 if points >= 30 else 1


def random_sheet(number, random):
    """A sheet: from nearly empty to nearly full, from poor to nearly best, sometimes stopped."""
    full, good = random.choice((0.3, 0.9, 1, 1)), random.choice((0, 0.5, 0.9, 0.98, 1))
    answers = {}
    for code, options in NUMBERS[number].items():
        choices = [*options] if min(points for points, *_ in options.values()) == 0 else [0, *options]
        if random.random() < full:
            best = max(options, key=lambda option: options[option][0])
            answers[code] = best if random.random() < good else random.choice(choices)
    stops = (IMPURITIES.get(number), *NO_POINTS.get(number, ()))
    if random.random() < 0.05 and any(stops):
        answers[random.choice([code for code in stops if code])] = STOP
    return answers


def mean(values):
    return Fraction(sum(values), len(values))


def seeded(number, what):
    return Random(f"{what} {number}")


def random_cards(number, random):
    """The cards of one to nine members who see the same product a little differently."""
    first = random_sheet(number, random)
    cards = []
    for _ in range(random.randint(1, 9)):
        other = random_sheet(number, random)
        cards.append({code: answer for code, answer in first.items() if random.random() < 0.9})
        cards[-1] |= {code: answer for code, answer in other.items() if random.random() < 0.15}
    return cards


def found_by(number, cards):
    """What more than half of the members chose; where they differ without such a majority and stars depend on it."""
    found, open_codes = {}, []
    for code in NUMBERS[number]:
        votes = [card.get(code) for card in cards]
        chosen = max(votes, key=votes.count)
        if 2 * votes.count(chosen) <= len(votes):
            if len({reach(number, code, vote) for vote in votes}) > 1:
                open_codes.append(code)
                continue
            options = NUMBERS[number][code]
            given = [vote for vote in votes if vote is not None]
            chosen = min(given, key=lambda vote: options[vote][0] if vote in options else 0)
        if chosen is not None:
            found[code] = chosen
    return found, open_codes


def reach(number, code, answer):
    """For how many stars an answer is enough at this criterion; "stop" where nothing that follows is assessed."""
    options = NUMBERS[number][code]
    points = options[answer][0] if answer in options else 0
    if answer == STOP or (code in NO_POINTS.get(number, ()) and answer is not None and points == 0):
        return "stop"
    return max((stars for stars, least in MARKS[number][code] if points >= least), default=0)
