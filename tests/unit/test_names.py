"""Every code in the data has its name in both languages, and every wrong answer its message."""

import inspect
import re
from pathlib import Path

import pytest
from fluent.runtime import FluentBundle, FluentResource

import locales
from locales.texts import InvalidInput
from ocop import numbers
from ocop.roles import Role
from ocop.rules import all_rules

FOLDER = Path(locales.__file__).parent
ENTITIES = ("company", "cooperative", "cooperative-group", "household", "farm", "other")
LONGEST_PAPER_NAME = 40


def bundle(language):
    text = (FOLDER / language / "programme.ftl").read_text("utf-8")
    made = FluentBundle([language], use_isolating=False)
    made.add_resource(FluentResource(text))
    written = re.findall(r"^([a-z][\w-]*) *=", text, re.MULTILINE)
    assert len(written) == len(set(written))
    assert set(written) == set(made._messages), "a message does not parse"
    return made


def say(made, key, **args):
    text, errors = made.format_pattern(made.get_message(key).value, args)
    assert errors == []
    return text


def wrong_keys():
    return set(re.findall(r'InvalidInput\("([\w-]+)"', inspect.getsource(numbers)))


def expected_keys():
    keys = (
        {f"role-{role}" for role in Role} | {f"entity-{kind}" for kind in ENTITIES} | {"level-commune"} | wrong_keys()
    )
    for version in all_rules():
        keys |= {f"step-{step.number}-{part}" for step in version.steps for part in ("name", "purpose")}
        keys |= {f"paper-{paper.code}{part}" for paper in version.papers for part in ("", "-help")}
        keys |= {f"group-{group.code}" for group in version.groups}
        keys |= {f"subgroup-{subgroup.code}" for group in version.groups for subgroup in group.subgroups}
        keys |= {f"condition-{condition.code}" for condition in version.conditions}
        keys |= {f"level-{level}" for level in version.awards}
    return keys


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_code_has_its_name_and_there_are_no_others(language):
    assert set(bundle(language)._messages) == expected_keys()


@pytest.mark.parametrize("language", ["vi", "en"])
def test_names_of_papers_fit_a_button(language):
    made = bundle(language)
    for paper in all_rules()[-1].papers:
        assert len(say(made, f"paper-{paper.code}")) <= LONGEST_PAPER_NAME


@pytest.mark.parametrize("language", ["vi", "en"])
def test_two_papers_or_kinds_of_product_never_share_a_name(language):
    made = bundle(language)
    for version in all_rules():
        papers = [say(made, f"paper-{paper.code}") for paper in version.papers]
        kinds = [say(made, f"subgroup-{s.code}") for group in version.groups for s in group.subgroups]
        assert len(papers) == len(set(papers))
        assert len(kinds) == len(set(kinds))


@pytest.mark.parametrize(
    ("check", "typed", "shown"),
    [
        (numbers.mobile, "123", "0912 345 678"),
        (numbers.tax_number, "123", "0100109106-001"),
        (numbers.name, "1", "120"),
        (lambda text: numbers.paragraph(text, longest=9), "x" * 10, "10"),
        (lambda text: numbers.paragraph(text, shortest=20), "x", "20"),
        (lambda text: numbers.day(text, None), "mai", "31/7/2026"),
        (numbers.decision_number, "12", "1234/QĐ-UBND"),
        (lambda text: numbers.whole_number(text, least=1, most=50), "99", "50"),
    ],
)
def test_a_wrong_answer_is_told_what_is_right_and_that_nothing_is_lost(check, typed, shown):
    with pytest.raises(InvalidInput) as wrong:
        check(typed)
    for language, kept in (("vi", "vẫn được giữ"), ("en", "are kept")):
        text = say(bundle(language), wrong.value.key, **wrong.value.details)
        assert shown in text
        assert kept in text
