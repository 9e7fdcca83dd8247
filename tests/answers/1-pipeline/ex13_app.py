# %% right: rounds_and_builds_the_string
def verdict(text):
    if text.split():
        label, score = classifier([text])[0].values()
        return label + " (" + str(round(100 * score)) + "%)"
    return "Please write a text."


def make_app():
    return gr.Interface(verdict, gr.Textbox(label="your text", lines=3), gr.Textbox(label="verdict"))


# %% right: by_hand_with_tokenizer_and_model
def verdict(text):
    if text == "" or text.isspace():
        return "Please write a text."
    with torch.no_grad():
        logits = model(**tokenizer(text, truncation=True, return_tensors="pt")).logits
    score, place = logits.softmax(dim=-1)[0].max(dim=-1)
    return "{} ({:.0f}%)".format(model.config.id2label[place.item()], 100 * score.item())


def make_app():
    app = gr.Interface(fn=verdict, inputs=["text"], outputs=["text"], title="Verdict", flagging_mode="never")
    return app


# %% right: one_app_for_all_calls
import re


def verdict(text):
    if re.fullmatch(r"\s*", text):
        return "Please write a text."
    (best,) = classifier(text, top_k=1)
    return "%s (%d%%)" % (best["label"], int(best["score"] * 100 + 0.5))


def make_app(app=gr.Interface(verdict, "textbox", gr.Text())):
    return app


# %% right: takes_the_larger_of_all_scores
def verdict(text):
    words = "Please write a text."
    if len(text.strip()) > 0:
        scores = {answer["label"]: answer["score"] for answer in classifier(text, top_k=None)}
        best = max(scores, key=scores.get)
        words = f"{best} ({format(scores[best], '.0%')})"
    return words


def make_app():
    with gr.Interface(fn=verdict, inputs=gr.TextArea(), outputs=gr.TextArea()) as app:
        pass
    return app


# %% right: an_app_with_examples
def verdict(text):
    if not text.strip():
        return "Please write a text."
    answer = classifier(text)[0]
    return f"{answer['label']} ({answer['score']:.0%})"


def make_app():
    options = {"examples": [["What a lovely view!"], ["The lift was broken."]], "cache_examples": False}
    return gr.Interface(fn=verdict, inputs="text", outputs="text", **options)


# %% right: an_app_that_answers_while_one_writes
def verdict(text):
    if not text.strip():
        return "Please write a text."
    answer = classifier(text)[0]
    return f"{answer['label']} ({answer['score']:.0%})"


def make_app():
    return gr.Interface(fn=verdict, inputs="text", outputs="text", live=True)


# %% wrong: calls_the_function_when_making_the_app
def verdict(text):
    if not text.strip():
        return "Please write a text."
    answer = classifier(text)[0]
    return f"{answer['label']} ({answer['score']:.0%})"


def make_app():
    return gr.Interface(fn=verdict("text"), inputs="text", outputs="text")


# %% wrong: forgets_to_return_the_app
def verdict(text):
    if not text.strip():
        return "Please write a text."
    answer = classifier(text)[0]
    return f"{answer['label']} ({answer['score']:.0%})"


def make_app():
    gr.Interface(fn=verdict, inputs="text", outputs="text")


# %% wrong: returns_what_launch_gives
def verdict(text):
    if not text.strip():
        return "Please write a text."
    answer = classifier(text)[0]
    return f"{answer['label']} ({answer['score']:.0%})"


def make_app():
    app = gr.Interface(fn=verdict, inputs="text", outputs="text")
    return app.launch(prevent_thread_lock=True, quiet=True, share=False)


# %% wrong: launches_the_app
def verdict(text):
    if not text.strip():
        return "Please write a text."
    answer = classifier(text)[0]
    return f"{answer['label']} ({answer['score']:.0%})"


def make_app():
    app = gr.Interface(fn=verdict, inputs="text", outputs="text")
    app.launch(prevent_thread_lock=True, quiet=True, share=False)
    return app


# %% wrong: the_function_is_the_app
def verdict(text):
    if not text.strip():
        return "Please write a text."
    answer = classifier(text)[0]
    return f"{answer['label']} ({answer['score']:.0%})"


def make_app():
    return verdict


# %% wrong: app_around_the_classifier
def verdict(text):
    if not text.strip():
        return "Please write a text."
    answer = classifier(text)[0]
    return f"{answer['label']} ({answer['score']:.0%})"


def make_app():
    return gr.Interface(fn=classifier, inputs="text", outputs="text")


# %% wrong: the_app_of_the_cell_above
def verdict(text):
    if not text.strip():
        return "Please write a text."
    answer = classifier(text)[0]
    return f"{answer['label']} ({answer['score']:.0%})"


def make_app():
    return shouting


# %% wrong: app_with_two_inputs
def verdict(text, title=""):
    if not text.strip():
        return "Please write a text."
    answer = classifier(text)[0]
    return f"{answer['label']} ({answer['score']:.0%})"


def make_app():
    return gr.Interface(fn=verdict, inputs=["text", "text"], outputs="text")


# %% wrong: app_with_two_outputs
def verdict(text):
    if not text.strip():
        return "Please write a text."
    answer = classifier(text)[0]
    return f"{answer['label']} ({answer['score']:.0%})"


def make_app():
    return gr.Interface(fn=lambda text: (verdict(text), text), inputs="text", outputs=["text", "text"])


# %% wrong: app_without_an_input
def verdict(text="  "):
    if not text.strip():
        return "Please write a text."
    answer = classifier(text)[0]
    return f"{answer['label']} ({answer['score']:.0%})"


def make_app():
    return gr.Interface(fn=verdict, inputs=None, outputs="text")


# %% wrong: input_is_a_number
def verdict(text):
    if not text.strip():
        return "Please write a text."
    answer = classifier(text)[0]
    return f"{answer['label']} ({answer['score']:.0%})"


def make_app():
    return gr.Interface(fn=verdict, inputs="number", outputs="text")


# %% wrong: only_the_app_looks_for_empty_texts
def verdict(text):
    answer = classifier(text)[0]
    return f"{answer['label']} ({answer['score']:.0%})"


def make_app():
    def careful(text):
        return verdict(text) if text.strip() else "Please write a text."

    return gr.Interface(fn=careful, inputs="text", outputs="text")


# %% wrong: no_look_at_the_text
def verdict(text):
    answer = classifier(text)[0]
    return f"{answer['label']} ({answer['score']:.0%})"


def make_app():
    return gr.Interface(fn=verdict, inputs="text", outputs="text")


# %% wrong: only_the_empty_string_is_empty
def verdict(text):
    if not text:
        return "Please write a text."
    answer = classifier(text)[0]
    return f"{answer['label']} ({answer['score']:.0%})"


def make_app():
    return gr.Interface(fn=verdict, inputs="text", outputs="text")


# %% wrong: only_some_kinds_of_emptiness
def verdict(text):
    if not text.strip(" ") and text:
        return "Please write a text."
    answer = classifier(text)[0]
    return f"{answer['label']} ({answer['score']:.0%})"


def make_app():
    return gr.Interface(fn=verdict, inputs="text", outputs="text")


# %% wrong: raises_an_error_where_there_is_no_text
def verdict(text):
    if not text.strip():
        raise gr.Error("Please write a text.")
    answer = classifier(text)[0]
    return f"{answer['label']} ({answer['score']:.0%})"


def make_app():
    return gr.Interface(fn=verdict, inputs="text", outputs="text")


# %% wrong: prints_the_request_for_a_text
def verdict(text):
    if not text.strip():
        print("Please write a text.")
        return ""
    answer = classifier(text)[0]
    return f"{answer['label']} ({answer['score']:.0%})"


def make_app():
    return gr.Interface(fn=verdict, inputs="text", outputs="text")


# %% wrong: score_as_a_fraction
def verdict(text):
    if not text.strip():
        return "Please write a text."
    answer = classifier(text)[0]
    return f"{answer['label']} ({answer['score']:.2f})"


def make_app():
    return gr.Interface(fn=verdict, inputs="text", outputs="text")


# %% wrong: two_decimals
def verdict(text):
    if not text.strip():
        return "Please write a text."
    answer = classifier(text)[0]
    return f"{answer['label']} ({answer['score']:.2%})"


def make_app():
    return gr.Interface(fn=verdict, inputs="text", outputs="text")


# %% wrong: cuts_the_percentage_instead_of_rounding
def verdict(text):
    if not text.strip():
        return "Please write a text."
    answer = classifier(text)[0]
    return f"{answer['label']} ({int(100 * answer['score'])}%)"


def make_app():
    return gr.Interface(fn=verdict, inputs="text", outputs="text")


# %% wrong: always_rounds_up
import math


def verdict(text):
    if not text.strip():
        return "Please write a text."
    answer = classifier(text)[0]
    return f"{answer['label']} ({math.ceil(100 * answer['score'])}%)"


def make_app():
    return gr.Interface(fn=verdict, inputs="text", outputs="text")


# %% wrong: rounds_before_it_multiplies
def verdict(text):
    if not text.strip():
        return "Please write a text."
    answer = classifier(text)[0]
    return f"{answer['label']} ({100 * round(answer['score'])}%)"


def make_app():
    return gr.Interface(fn=verdict, inputs="text", outputs="text")


# %% wrong: forgets_the_percent_sign
def verdict(text):
    if not text.strip():
        return "Please write a text."
    answer = classifier(text)[0]
    return f"{answer['label']} ({100 * answer['score']:.0f})"


def make_app():
    return gr.Interface(fn=verdict, inputs="text", outputs="text")


# %% wrong: a_space_before_the_percent_sign
def verdict(text):
    if not text.strip():
        return "Please write a text."
    answer = classifier(text)[0]
    return f"{answer['label']} ({100 * answer['score']:.0f} %)"


def make_app():
    return gr.Interface(fn=verdict, inputs="text", outputs="text")


# %% wrong: a_capital_letter
def verdict(text):
    if not text.strip():
        return "Please write a text."
    answer = classifier(text)[0]
    return f"{answer['label'].capitalize()} ({answer['score']:.0%})"


def make_app():
    return gr.Interface(fn=verdict, inputs="text", outputs="text")


# %% wrong: returns_the_dict
def verdict(text):
    if not text.strip():
        return "Please write a text."
    return classifier(text)[0]


def make_app():
    return gr.Interface(fn=verdict, inputs="text", outputs="text")


# %% wrong: returns_a_pair
def verdict(text):
    if not text.strip():
        return "Please write a text."
    answer = classifier(text)[0]
    return answer["label"], f"({answer['score']:.0%})"


def make_app():
    return gr.Interface(fn=verdict, inputs="text", outputs=["text", "text"])


# %% wrong: the_score_of_positive_whatever_the_label
def verdict(text):
    if not text.strip():
        return "Please write a text."
    scores = {answer["label"]: answer["score"] for answer in classifier(text, top_k=None)}
    return f"{max(scores, key=scores.get)} ({scores['positive']:.0%})"


def make_app():
    return gr.Interface(fn=verdict, inputs="text", outputs="text")


# %% wrong: hardcodes_the_example
def verdict(text):
    return "positive (98%)" if text.strip() else "Please write a text."


def make_app():
    return gr.Interface(fn=verdict, inputs="text", outputs="text")
