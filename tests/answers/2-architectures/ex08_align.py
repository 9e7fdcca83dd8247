# %% right: shifted_by_hand
def align(english, french):
    inputs = translator_tokenizer(english, return_tensors="pt")
    ids = translator_tokenizer(french)["input_ids"]
    before = torch.tensor([[translator.config.decoder_start_token_id] + ids[:-1]])
    with torch.no_grad():
        looked = translator(**inputs, decoder_input_ids=before, output_attentions=True).cross_attentions
    return looked[-1].mean(dim=1)[0]


# %% right: the_tokenizer_makes_the_labels
def align(english, french):
    batch = translator_tokenizer([english], text_target=[french], return_tensors="pt")
    looked = translator(**batch, output_attentions=True).cross_attentions
    return torch.einsum("hfe->fe", torch.stack(looked)[-1, 0]) / translator.config.num_heads


# %% right: one_stack_after_the_other
import numpy as np


def align(english, french):
    source = translator_tokenizer(english, return_tensors="pt")["input_ids"]
    target = translator_tokenizer(french, return_tensors="pt")["input_ids"]
    with torch.inference_mode():
        memory = translator.encoder(input_ids=source).last_hidden_state
        output = translator.decoder(
            input_ids=translator.prepare_decoder_input_ids_from_labels(target),
            encoder_hidden_states=memory,
            output_attentions=True,
        )
    return np.mean([head.numpy() for head in output.cross_attentions[-1][0]], axis=0)


# %% right: token_by_token_with_the_cache
def align(english, french):
    inputs = translator_tokenizer(english, return_tensors="pt")
    rows, memory, last = [], None, translator.config.pad_token_id
    for token in translator_tokenizer(french)["input_ids"]:
        with torch.inference_mode():
            output = translator(
                **inputs,
                decoder_input_ids=torch.tensor([[last]]),
                past_key_values=memory,
                use_cache=True,
                output_attentions=True,
            )
        heads = output.cross_attentions[-1][0, :, 0]
        rows.append(sum(heads) / len(heads))
        memory, last = output.past_key_values, token
    return torch.stack(rows)


# %% wrong: the_first_layer
def align(english, french):
    inputs = translator_tokenizer(english, return_tensors="pt")
    labels = translator_tokenizer(french, return_tensors="pt")["input_ids"]
    with torch.inference_mode():
        output = translator(**inputs, labels=labels, output_attentions=True)
    return output.cross_attentions[0][0].mean(dim=0)


# %% wrong: the_mean_over_the_layers_too
def align(english, french):
    inputs = translator_tokenizer(english, return_tensors="pt")
    labels = translator_tokenizer(french, return_tensors="pt")["input_ids"]
    with torch.inference_mode():
        output = translator(**inputs, labels=labels, output_attentions=True)
    return torch.stack(output.cross_attentions)[:, 0].mean(dim=(0, 1))


# %% wrong: one_head_only
def align(english, french):
    inputs = translator_tokenizer(english, return_tensors="pt")
    labels = translator_tokenizer(french, return_tensors="pt")["input_ids"]
    with torch.inference_mode():
        output = translator(**inputs, labels=labels, output_attentions=True)
    return output.cross_attentions[-1][0, -1]


# %% wrong: the_largest_head
def align(english, french):
    inputs = translator_tokenizer(english, return_tensors="pt")
    labels = translator_tokenizer(french, return_tensors="pt")["input_ids"]
    with torch.inference_mode():
        output = translator(**inputs, labels=labels, output_attentions=True)
    return output.cross_attentions[-1][0].amax(dim=0)


# %% wrong: the_sum_of_the_heads
def align(english, french):
    inputs = translator_tokenizer(english, return_tensors="pt")
    labels = translator_tokenizer(french, return_tensors="pt")["input_ids"]
    with torch.inference_mode():
        output = translator(**inputs, labels=labels, output_attentions=True)
    return output.cross_attentions[-1][0].sum(dim=0)


# %% wrong: keeps_the_axis_of_texts
def align(english, french):
    inputs = translator_tokenizer(english, return_tensors="pt")
    labels = translator_tokenizer(french, return_tensors="pt")["input_ids"]
    with torch.inference_mode():
        output = translator(**inputs, labels=labels, output_attentions=True)
    return output.cross_attentions[-1].mean(dim=1)


# %% wrong: decoder_input_not_shifted_right
def align(english, french):
    inputs = translator_tokenizer(english, return_tensors="pt")
    target = translator_tokenizer(french, return_tensors="pt")["input_ids"]
    with torch.inference_mode():
        output = translator(**inputs, decoder_input_ids=target, output_attentions=True)
    return output.cross_attentions[-1][0].mean(dim=0)


# %% wrong: shifted_twice
def align(english, french):
    inputs = translator_tokenizer(english, return_tensors="pt")
    labels = translator_tokenizer(french, return_tensors="pt")["input_ids"]
    shifted = torch.cat([torch.zeros(1, 1, dtype=torch.long), labels[:, :-1]], dim=1)
    with torch.inference_mode():
        output = translator(**inputs, labels=shifted, output_attentions=True)
    return output.cross_attentions[-1][0].mean(dim=0)


# %% wrong: shifted_left
def align(english, french):
    inputs = translator_tokenizer(english, return_tensors="pt")
    target = translator_tokenizer(french, return_tensors="pt")["input_ids"]
    shifted = torch.cat([target[:, 1:], torch.zeros(1, 1, dtype=torch.long)], dim=1)
    with torch.inference_mode():
        output = translator(**inputs, decoder_input_ids=shifted, output_attentions=True)
    return output.cross_attentions[-1][0].mean(dim=0)


# %% wrong: rolled_so_that_the_end_stands_first
def align(english, french):
    inputs = translator_tokenizer(english, return_tensors="pt")
    target = translator_tokenizer(french, return_tensors="pt")["input_ids"]
    with torch.inference_mode():
        output = translator(**inputs, decoder_input_ids=target.roll(1, dims=1), output_attentions=True)
    return output.cross_attentions[-1][0].mean(dim=0)


# %% wrong: transposed
def align(english, french):
    inputs = translator_tokenizer(english, return_tensors="pt")
    labels = translator_tokenizer(french, return_tensors="pt")["input_ids"]
    with torch.inference_mode():
        output = translator(**inputs, labels=labels, output_attentions=True)
    return output.cross_attentions[-1][0].mean(dim=0).T


# %% wrong: the_languages_are_exchanged
def align(english, french):
    inputs = translator_tokenizer(french, return_tensors="pt")
    labels = translator_tokenizer(english, return_tensors="pt")["input_ids"]
    with torch.inference_mode():
        output = translator(**inputs, labels=labels, output_attentions=True)
    return output.cross_attentions[-1][0].mean(dim=0).T


# %% wrong: french_looks_at_french
def align(english, french):
    inputs = translator_tokenizer(english, return_tensors="pt")
    labels = translator_tokenizer(french, return_tensors="pt")["input_ids"]
    with torch.inference_mode():
        output = translator(**inputs, labels=labels, output_attentions=True)
    return output.decoder_attentions[-1][0].mean(dim=0)


# %% wrong: english_looks_at_english
def align(english, french):
    inputs = translator_tokenizer(english, return_tensors="pt")
    labels = translator_tokenizer(french, return_tensors="pt")["input_ids"]
    with torch.inference_mode():
        output = translator(**inputs, labels=labels, output_attentions=True)
    return output.encoder_attentions[-1][0].mean(dim=0)


# %% wrong: reads_without_the_closing_token
def align(english, french):
    inputs = translator_tokenizer(english, return_tensors="pt", add_special_tokens=False)
    labels = translator_tokenizer(french, return_tensors="pt", add_special_tokens=False)["input_ids"]
    with torch.inference_mode():
        output = translator(**inputs, labels=labels, output_attentions=True)
    return output.cross_attentions[-1][0].mean(dim=0)


# %% wrong: names_the_task_before_the_sentence
def align(english, french):
    inputs = translator_tokenizer("translate English to French: " + english, return_tensors="pt")
    labels = translator_tokenizer(french, return_tensors="pt")["input_ids"]
    with torch.inference_mode():
        output = translator(**inputs, labels=labels, output_attentions=True)
    tokens = len(translator_tokenizer(english)["input_ids"])
    return output.cross_attentions[-1][0].mean(dim=0)[:, -tokens:]


# %% wrong: each_column_sums_to_one
def align(english, french):
    inputs = translator_tokenizer(english, return_tensors="pt")
    labels = translator_tokenizer(french, return_tensors="pt")["input_ids"]
    with torch.inference_mode():
        output = translator(**inputs, labels=labels, output_attentions=True)
    weights = output.cross_attentions[-1][0].mean(dim=0)
    return weights / weights.sum(dim=0)


# %% wrong: only_the_word_that_is_looked_at_most
def align(english, french):
    inputs = translator_tokenizer(english, return_tensors="pt")
    labels = translator_tokenizer(french, return_tensors="pt")["input_ids"]
    with torch.inference_mode():
        output = translator(**inputs, labels=labels, output_attentions=True)
    return output.cross_attentions[-1][0].mean(dim=0).argmax(dim=-1)


# %% wrong: the_model_writes_its_own_french
def align(english, french):
    inputs = translator_tokenizer(english, return_tensors="pt")
    with torch.inference_mode():
        written = translator.generate(**inputs, max_new_tokens=40, do_sample=False)
        output = translator(**inputs, decoder_input_ids=written[:, :-1], output_attentions=True)
    return output.cross_attentions[-1][0].mean(dim=0)


# %% wrong: hardcodes_the_sentences_of_the_example
def align(english, french):
    inputs = translator_tokenizer("She has a black dog.", return_tensors="pt")
    labels = translator_tokenizer("Elle a un chien noir.", return_tensors="pt")["input_ids"]
    with torch.inference_mode():
        output = translator(**inputs, labels=labels, output_attentions=True)
    return output.cross_attentions[-1][0].mean(dim=0)
