"""What a person means when they type instead of tapping: usual phrasings, without diacritics, with short forms and
typos.
"""

from functools import cache
from typing import Any

from rapidfuzz import fuzz, process

from locales import texts
from locales.text import fold

SURE = 90.0  # inside a form only this counts as a question, or an answer would be taken for one
LIKELY = 78.0


@cache
def _phrases(language: str) -> dict[str, str]:
    return {
        expand(phrase, language): intent
        for intent, phrases in texts.phrases(language)["intents"].items()
        for phrase in phrases
    }


@cache
def _short_forms(language: str) -> dict[str, str]:
    return {fold(short): fold(full) for short, full in texts.phrases(language)["short_forms"].items()}


def expand(text: str, language: str) -> str:
    """Folded, with the usual short forms written out."""
    forms = _short_forms(language)
    return " ".join(forms.get(word, word) for word in fold(text).split())


def is_skip(text: str, language: str) -> bool:
    """Whether this says "I have none" to a question that may be skipped."""
    return means(text, language, "skip")


def means(text: str, language: str, answer: str) -> bool:
    """Whether this is one of the usual ways to give a short answer: "skip", "yes", "unknown" or "person"."""
    asked = expand(text[:40], language)
    return asked in {expand(one, language) for one in texts.phrases(language)["answers"][answer]}


def number(text: str, language: str) -> tuple[int, bool] | None:
    """The number of a list's line that was typed ("2", "2.", "số 2", "hai"), and whether it was said in so many words
    that it cannot be an answer; None when it is no number.
    """
    known = texts.phrases(language)["answers"]
    words = fold(text[:40]).strip(" .)").split()
    leading = {fold(word) for word in known["number_words"]}
    plain = bool(words) and words[0] not in leading
    rest = " ".join(words if plain else words[1:])
    if rest.isdecimal() and len(rest) <= 3:
        return int(rest), not plain
    spelled = [fold(word) for word in known["numbers"]]
    return (spelled.index(rest) + 1, not plain) if rest in spelled else None


def intent(text: str, language: str, *, within_form: bool = False) -> tuple[str, float]:
    """The intent nearest to the text and how sure that is (0–100); ("", 0) when nothing is near.

    within_form: the text is most likely an answer, so the whole of it must be the question, not only some of its words.
    """
    asked = expand(text[:200], language)
    if not asked or len(text) > 200:
        return "", 0.0
    phrases = _phrases(language)
    if asked in phrases:
        return phrases[asked], 100.0
    scorer, least = (fuzz.ratio, SURE) if within_form else (_nearness, LIKELY)
    best = process.extractOne(asked, phrases.keys(), scorer=scorer, score_cutoff=least)
    return (phrases[best[0]], float(best[1])) if best else ("", 0.0)


def _nearness(asked: Any, phrase: Any, /, *, score_cutoff: float | None = None) -> float:
    # Word order and extra polite words matter little; a single shared word must not be enough.
    if min(len(asked.split()), len(phrase.split())) < 2:
        return fuzz.ratio(asked, phrase)
    return max(fuzz.token_sort_ratio(asked, phrase), 0.95 * fuzz.token_set_ratio(asked, phrase))
