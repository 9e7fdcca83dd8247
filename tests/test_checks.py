"""What check cells say of an answer: nothing when it is right, one sentence when it is not."""

import numpy
import pytest
import torch

from hfbasics.checks import difference, letters, misfit
from tests.conftest import ByGroup


class Yes:
    """An answer that claims to be equal to anything."""

    __hash__ = None

    def __eq__(self, other):
        return True


SAME = [
    (1, 1.0),
    (0.5, torch.tensor(0.5)),
    (0.5, numpy.float64(0.5)),
    ((1, 2), [1, 2]),
    ([[1.0, 2.0]], torch.tensor([[1.0, 2.0]])),
    (numpy.arange(3), torch.arange(3)),
    ({"a": (1, "x")}, {"a": [1, "x"]}),
    ([True, False], [1, 0]),
    ("word", "word"),
    ({"A", "B"}, {"B", "A"}),
    (float("inf"), float("inf")),
    (None, None),
    ([], ()),
]


@pytest.mark.parametrize(("got", "expected"), SAME)
def test_the_same_data_in_another_form_is_no_difference(got, expected):
    assert difference("f()", got, expected) is None


OTHER = [
    (2, 1),
    ("1", 1),
    (None, 1),
    (float("nan"), 0.0),
    (float("nan"), float("nan")),
    (Yes(), 1),
    (Yes(), "word"),
    (Yes(), None),
    (Yes(), [1]),
    ([Yes()], [1]),
    ([1], [1, 2]),
    ([[1, 2]], [1, 2]),
    ({"a": 1}, {"a": 1, "b": 2}),
    ({"a": 1, "b": 2, "c": 3}, {"a": 1, "b": 2}),
    ([1, 2], {"a": 1}),
    (torch.ones(2, 3), torch.ones(3, 2)),
    (torch.tensor([float("nan")]), torch.tensor([0.0])),
    (iter([1, 2]), [1, 2]),
    ("Word", "word"),
    ({"A"}, {"A", "B"}),
]


@pytest.mark.parametrize(("got", "expected"), OTHER)
def test_other_data_is_a_difference(got, expected):
    assert difference("f()", got, expected).startswith("f() should give ")


def test_tolerance_bounds_the_difference_of_two_numbers():
    assert difference("f()", 0.10001, 0.1, tolerance=1e-4) is None
    assert difference("f()", 0.10011, 0.1, tolerance=1e-4) is not None


def test_the_sentence_names_the_call_the_place_what_was_expected_and_what_came():
    got, expected = [{"label": "a", "score": 0.25}], [{"label": "a", "score": 0.75}]
    sentence = difference("classify(['x'])", got, expected, tolerance=1e-5)
    assert sentence == "classify(['x']) should give 0.75 at item 0, key 'score', but gave 0.25."


def test_a_text_is_quoted_and_what_was_done_is_not():
    assert difference("the model", "f(x)", "g(x)") == "the model should give 'g(x)', but gave 'f(x)'."


def test_a_place_has_the_name_of_its_part():
    sentence = difference("f()", ([1.0], []), ([2.0], []), parts=["logits", "answers"])
    assert sentence == "f() should give 2 at logits, item 0, but gave 1."
    assert "should give 2 items, but gave None" in difference(
        "f()", None, ([2.0], []), parts=["logits", "answers"]
    )


def test_a_sentence_stays_short_whatever_came():
    assert len(difference(f"f({'x' * 5000!r})", "y" * 5000, "z" * 5000)) < 450


@pytest.mark.parametrize("answer", [{"?"}, ["?", "A"], "?", {"a": "?", "b": "B"}])
def test_a_template_counts_as_not_attempted(answer):
    with pytest.raises(NotImplementedError, match="not answered yet"):
        misfit("answer", answer, "AB")


@pytest.mark.parametrize("answer", [{"a": "A", "b": "B"}, {"b": " b", "a": "a"}])
def test_a_matching_of_the_right_form_fits(answer):
    assert misfit("answer", answer, "AB", ["a", "b"]) is None


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        (["A", "B"], "should be a dict"),
        ({"a": "A"}, "should have the keys a, b"),
        ({"a": "A", "b": "C"}, "should use the letters A, B, but has 'C'"),
        ({"a": "A", "b": "A"}, "should use no letter twice"),
        ({"a": "A", "b": 2}, "should hold letters"),
        ({"a": "A", "b": Yes()}, "should hold letters"),
        (None, "should be a dict"),
    ],
)
def test_a_matching_of_another_form_gets_a_sentence(answer, says):
    assert says in misfit("answer", answer, "AB", ["a", "b"])


def test_letters_come_back_in_capitals_in_the_form_of_the_answer():
    assert letters(" b, a") == ["B", "A"]
    assert letters(("b", "a ")) == ["B", "A"]
    assert letters({"b", "a"}) == frozenset("AB")
    assert letters({"x": "b"}) == {"x": "B"}
    assert letters(3) is None
    assert letters([Yes()]) is None


def test_a_file_of_tests_goes_to_one_process_and_the_answers_go_in_halves_of_a_topic():
    answer = "tests/test_answers.py::test_an_answer_gets_exactly_what_it_deserves[4-bias-ex{}_name-right]"
    nodes = ["tests/test_hub.py::test_one", "tests/test_hub.py::test_two[4-ex11_x]"]
    nodes += [answer.format("01"), answer.format("06"), answer.format("07"), answer.format("11")]
    groups = [ByGroup._split_scope(None, node) for node in nodes]
    assert groups[0] == groups[1] != groups[2] == groups[3] != groups[4] == groups[5]
