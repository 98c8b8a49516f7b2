"""The questions of the forms: their texts, their checks, and how answers read."""

import pytest

from locales import texts
from locales.texts import InvalidInput
from ocop.forms import FORMS, Choice, rows
from ocop.rules import all_rules


def question(form, key):
    return next(one for one in FORMS[form] if one.key == key)


def test_every_form_belongs_to_a_paper_and_every_paper_with_a_form_has_its_questions():
    asked = {paper.form for version in all_rules() for paper in version.papers if paper.form}
    assert asked == set(FORMS) == {"idea-new", "idea-existing", "plan", "organisation", "form-01", "form-02"}
    assert [len(FORMS[form]) for form in ("idea-new", "idea-existing", "plan", "organisation")] == [7, 9, 11, 8]


@pytest.mark.parametrize("language", texts.LANGUAGES)
@pytest.mark.parametrize("form", FORMS)
def test_every_question_has_its_texts(form, language):
    wanted = [f"form-{form}-title"]
    for one in FORMS[form]:
        wanted += [f"ask-{form}-{one.key}", f"label-{form}-{one.key}"]
        if isinstance(one, Choice):
            wanted += [f"choice-{one.key}-{option}" for option in one.options]
    assert [key for key in wanted if not texts.has(language, key)] == []
    assert len({one.key for one in FORMS[form]}) == len(FORMS[form])


@pytest.mark.parametrize(
    ("form", "key", "typed", "wrong"),
    [
        ("plan", "goal", "x", "wrong-too-short"),
        ("plan", "goal", "x" * 1001, "wrong-too-long"),
        ("plan", "unit", "x" * 41, "wrong-too-long"),
        ("idea-new", "when", "x" * 301, "wrong-too-long"),
        ("plan", "output", "many", "wrong-number"),
        ("organisation", "workers", "100.001", "wrong-number"),
        ("organisation", "accounting", "pencil", "form-choice-gone"),
    ],
)
def test_an_answer_that_cannot_be_taken_says_why(form, key, typed, wrong):
    with pytest.raises(InvalidInput) as error:
        question(form, key).check(typed)
    assert error.value.key == wrong


def test_answers_are_kept_as_data_and_read_as_people_write():
    assert question("plan", "output").check("12.000") == 12000
    assert question("organisation", "accounting").check("book") == "book"
    answers = {"structure": "Giám đốc và ba tổ", "workers": 12000, "accounting": "book", "contact": None}
    shown = rows("vi", "organisation", answers)
    assert [answer for _name, answer in shown[:2]] == ["Giám đốc và ba tổ", "12.000"]
    assert shown[3] == (texts.say("vi", "label-organisation-accounting"), texts.say("vi", "choice-accounting-book"))
    assert shown[2][1] == shown[7][1] == ""  # not answered, and passed over
    assert rows("en", "organisation", answers)[1] == (texts.say("en", "label-organisation-workers"), "12,000")
    assert rows("vi", "safety-test", answers) == []
