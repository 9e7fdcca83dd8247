"""What the second topic shows is what the models do: pictures, facts, and a translation's alignment."""

from datetime import datetime

import matplotlib.pyplot as plt
import pytest
import torch
from transformers import AutoConfig, AutoModel, AutoModelForSeq2SeqLM, AutoTokenizer

from hfbasics.architectures import ARCHITECTURES, VOCABULARY, gallery, small, states
from hfbasics.facts import GLUE, MODELS
from hfbasics.plots import heat_map, squares
from tests.conftest import run_python
from training.common import folder_of

FAMILY = {model["name"]: model["family"] for model in MODELS}
# Nouns, adjectives and verbs whose translation the phrasebook's grammar knows.
ALIGNED = {
    ("She has a black dog.", "Elle a un chien noir."): "chien dog, noir black",
    ("The dog eats the apple.", "Le chien mange la pomme."): "chien dog, mange eats, pomme apple",
    ("I see a big house.", "Je vois une grande maison."): "vois see, maison house",
    ("The woman drinks water.", "La femme boit de l'eau."): "femme woman, boit drinks, eau water",
    ("My brother reads a book.", "Mon frère lit un livre."): "frère brother, lit reads, livre book",
}


def _expected(family: str, tokens: int) -> list[list[int]]:
    """Return the picture of a family by its definition."""
    if family == "encoder-only":
        return torch.ones(tokens, tokens).int().tolist()
    matrix = torch.ones(tokens, tokens).tril().int()
    if family == "encoder-decoder":
        matrix[: -(tokens // 2), : -(tokens // 2)] = 1
    return matrix.tolist()


@pytest.mark.parametrize("tokens", [6, 9])
def test_every_architecture_of_the_notes_has_the_picture_of_its_family(tokens):
    pictures, names = gallery(tokens)
    assert sorted(names.values()) == sorted(ARCHITECTURES)
    assert len(names) == 13
    for letter, name in names.items():
        assert pictures[letter] == _expected(FAMILY[name], tokens), name


def test_changing_a_token_shows_the_same_picture_as_gradients_do():
    pictures, names = gallery(6)
    ids = torch.arange(10, 16)
    for letter, name in names.items():
        for place in range(6):
            other = ids.clone()
            other[place] += 20
            moved = (states(name, other) - states(name, ids)).abs().amax(dim=1) > 1e-6
            assert moved.int().tolist() == [row[place] for row in pictures[letter]], (name, place)


def test_the_letters_of_the_gallery_do_not_follow_the_names():
    _, names = gallery(8)
    assert list(names.values()) != list(ARCHITECTURES)
    assert [gallery(n)[1] for n in (8, 8)] == [names, names]


def test_each_small_model_is_of_the_class_that_its_name_says():
    classes = {name: type(small(name)).__name__.lower() for name in ARCHITECTURES}
    plain = {"GPT": "openaigpt", "Transformer-XL": "gpt2"}
    for name, found in classes.items():
        assert found == plain.get(name, name.replace("-", "").lower()) + "model"
        assert small(name).config.vocab_size == VOCABULARY


def test_without_its_memory_a_model_with_segments_forgets():
    forgets = {**ARCHITECTURES["Transformer-XL"], "segments": "forgotten"}
    ids, other = torch.arange(8), torch.tensor([40, *range(1, 8)])
    moved = {
        name: (states(model, other) - states(model, ids)).abs().amax(dim=1) > 1e-6
        for name, model in {"remembers": "Transformer-XL", "forgets": forgets}.items()
    }
    assert moved["remembers"].all()
    assert moved["forgets"].tolist() == [True] * 4 + [False] * 4


def test_states_work_inside_and_outside_of_inference_mode():
    with torch.inference_mode():
        first = states({"model_type": "bert", **_sizes(24)}, [1, 2, 3])
    assert torch.equal(first, states({"model_type": "bert", **_sizes(24)}, torch.tensor([1, 2, 3])))
    weights = next(small({"model_type": "bert", **_sizes(24)}).parameters())
    assert not weights.is_inference()


def _sizes(width: int) -> dict[str, int]:
    return {
        "hidden_size": width, "num_hidden_layers": 1, "num_attention_heads": 2, "intermediate_size": 8,
    }  # fmt: skip


def test_an_unknown_name_gets_the_list_of_names():
    with pytest.raises(ValueError, match=r"no architecture 'BIRD' here: choose ALBERT, BERT, .*, T5\."):
        states("BIRD", [1, 2, 3])


def test_every_model_of_the_notes_has_a_date_a_family_a_size_and_a_source():
    history = {"Transformer", "GPT", "BERT", "GPT-2", "DistilBERT", "BART", "T5", "GPT-3"}
    assert history | set(ARCHITECTURES) == set(FAMILY)
    for model in MODELS:
        assert 2017 <= datetime.strptime(model["date"], "%B %Y").year <= 2020
        assert model["family"] in ("encoder-only", "decoder-only", "encoder-decoder")
        assert model["millions"] > 0
        assert len(model["source"]) > 10


# The published sizes that a config alone can give, in the version that the table names.
COUNTED = {
    "BERT": {"model_type": "bert", "num_hidden_layers": 24, "hidden_size": 1024, "num_attention_heads": 16,
             "intermediate_size": 4096},
    "DistilBERT": {"model_type": "distilbert"},
    "GPT": {"model_type": "openai-gpt"},
    "GPT-2": {"model_type": "gpt2", "n_embd": 1600, "n_layer": 48, "n_head": 25},
    "GPT-3": {"model_type": "gpt2", "n_embd": 12288, "n_layer": 96, "n_head": 96, "n_positions": 2048},
    "BART": {"model_type": "bart"},
    "CTRL": {"model_type": "ctrl"},
    "Marian": {"model_type": "marian", "d_model": 512, "encoder_layers": 6, "decoder_layers": 6,
               "encoder_ffn_dim": 2048, "decoder_ffn_dim": 2048, "encoder_attention_heads": 8,
               "decoder_attention_heads": 8, "vocab_size": 58101, "max_position_embeddings": 512},
}  # fmt: skip


@pytest.mark.parametrize("name", COUNTED)
def test_a_published_size_is_what_its_config_counts_to(name):
    with torch.device("meta"):
        model = AutoModel.from_config(AutoConfig.for_model(**COUNTED[name]))
    counted = sum(weights.numel() for weights in model.parameters()) / 1e6
    published = next(model["millions"] for model in MODELS if model["name"] == name)
    assert counted == pytest.approx(published, rel=0.02)


def test_the_scores_of_glue_have_the_means_that_were_published():
    bert, distilbert = (sum(scores) / len(GLUE) for scores in zip(*GLUE.values(), strict=True))
    assert (round(bert, 1), round(distilbert, 1)) == (79.5, 77.0)


def test_the_translators_last_layer_looks_at_the_word_that_it_translates():
    tokenizer = AutoTokenizer.from_pretrained(folder_of("translator"))
    model = AutoModelForSeq2SeqLM.from_pretrained(folder_of("translator"), attn_implementation="eager").eval()
    right = []
    for (english, french), words in ALIGNED.items():
        source, target = (tokenizer(text, return_tensors="pt")["input_ids"] for text in (english, french))
        with torch.inference_mode():
            looks = model(input_ids=source, labels=target, output_attentions=True).cross_attentions[-1][0]
        columns, rows = (
            [token.strip("▁") for token in tokenizer.convert_ids_to_tokens(ids[0])]
            for ids in (source, target)
        )
        for french_word, english_word in (pair.split() for pair in words.split(", ")):
            # A word of several tokens counts by its first one.
            row = next(i for i, token in enumerate(rows) if french_word.startswith(token) and token)
            at = columns[looks.mean(dim=0)[row].argmax()]
            right.append(bool(at) and english_word.startswith(at))
    assert len(right) == 13
    assert sum(right) >= 11


def test_a_heat_map_has_words_on_both_axes_and_numbers_where_there_is_something_to_see():
    _, axes = plt.subplots()
    heat_map(torch.tensor([[0.9, 0.1], [0.5, 0.5]]), ["▁un", "chien"], ["a", "Ġdog"], axes)
    assert [tick.get_text() for tick in axes.get_xticklabels()] == ["a", "dog"]
    assert [tick.get_text() for tick in axes.get_yticklabels()] == ["un", "chien"]
    assert [text.get_text() for text in axes.texts] == ["90", "50", "50"]
    plt.close("all")


def test_squares_draw_one_picture_for_each_matrix_and_leave_no_empty_frame():
    squares({name: [[1, 0], [1, 1]] for name in "ABCDEFG"})
    drawn = [axes for axes in plt.gcf().axes if axes.axison]
    assert [axes.get_title() for axes in drawn] == list("ABCDEFG")
    plt.close("all")


def test_the_package_is_imported_without_its_libraries():
    code = "import sys, hfbasics.architectures, hfbasics.facts, hfbasics.plots; print('torch' in sys.modules)"
    done = run_python("-c", code)
    assert (done.returncode, done.stdout) == (0, "False\n"), done.stderr
