# %% right: one_sentence_at_a_time
def translate(sentences):
    lines = []
    for sentence in sentences:
        batch = translator_tokenizer(sentence, return_tensors="pt")
        (output,) = translator.generate(**batch, do_sample=False)
        lines.append(translator_tokenizer.decode(output, skip_special_tokens=True))
    return lines


# %% right: a_loop_of_argmax
def translate(sentences):
    batch = translator_tokenizer(sentences, padding=True, return_tensors="pt")
    written = torch.full((len(sentences), 1), translator.config.decoder_start_token_id)
    ended = torch.zeros(len(sentences), dtype=torch.bool)
    with torch.no_grad():
        seen = translator.get_encoder()(**batch)
        while not ended.all() and written.shape[1] <= 48:
            options = {"attention_mask": batch["attention_mask"], "decoder_input_ids": written}
            best = translator(encoder_outputs=seen, **options).logits[:, -1].argmax(dim=-1)
            best[ended] = translator_tokenizer.pad_token_id
            ended |= best == translator_tokenizer.eos_token_id
            written = torch.cat([written, best[:, None]], dim=1)
    return [translator_tokenizer.decode(row, skip_special_tokens=True) for row in written]


# %% right: drops_the_special_ids_itself
def translate(sentences):
    batch = translator_tokenizer(list(sentences), padding="longest", return_tensors="pt")
    outputs = translator.generate(
        input_ids=batch.input_ids, attention_mask=batch.attention_mask, do_sample=False, num_beams=1
    )
    special = set(translator_tokenizer.all_special_ids)
    kept = [[i for i in row if i not in special] for row in outputs.tolist()]
    return tuple(translator_tokenizer.decode(row) for row in kept)


# %% right: pads_to_a_fixed_length
def translate(sentences):
    batch = translator_tokenizer(sentences, padding="max_length", max_length=60, return_tensors="pt")
    outputs = translator.generate(**batch, do_sample=False)
    return translator_tokenizer.decode(outputs, skip_special_tokens=True)


# %% right: removes_the_special_tokens_from_the_text
def translate(sentences):
    batch = translator_tokenizer(sentences, padding=True, return_tensors="pt")
    lines = []
    for line in translator_tokenizer.batch_decode(translator.generate(**batch, do_sample=False)):
        for token in translator_tokenizer.all_special_tokens:
            line = line.replace(token, "")
        lines.append(line.strip())
    return lines


# %% wrong: keeps_special_tokens
def translate(sentences):
    batch = translator_tokenizer(sentences, padding=True, return_tensors="pt")
    outputs = translator.generate(**batch, do_sample=False)
    return translator_tokenizer.batch_decode(outputs)


# %% wrong: cuts_the_first_token_only
def translate(sentences):
    batch = translator_tokenizer(sentences, padding=True, return_tensors="pt")
    outputs = translator.generate(**batch, do_sample=False)
    return translator_tokenizer.batch_decode(outputs[:, 1:])


# %% wrong: only_the_first_sentence
def translate(sentences):
    batch = translator_tokenizer(sentences, padding=True, return_tensors="pt")
    outputs = translator.generate(**batch, do_sample=False)
    return [translator_tokenizer.decode(outputs[0], skip_special_tokens=True)]


# %% wrong: one_string_instead_of_a_list
def translate(sentences):
    batch = translator_tokenizer(sentences, padding=True, return_tensors="pt")
    outputs = translator.generate(**batch, do_sample=False)
    return " ".join(translator_tokenizer.batch_decode(outputs, skip_special_tokens=True))


# %% wrong: all_sentences_as_one_text
def translate(sentences):
    batch = translator_tokenizer(" ".join(sentences), return_tensors="pt")
    outputs = translator.generate(**batch, do_sample=False)
    return translator_tokenizer.batch_decode(outputs, skip_special_tokens=True)


# %% wrong: a_list_in_each_place
def translate(sentences):
    lines = []
    for sentence in sentences:
        output = translator.generate(**translator_tokenizer(sentence, return_tensors="pt"), do_sample=False)
        lines.append(translator_tokenizer.batch_decode(output, skip_special_tokens=True))
    return lines


# %% wrong: no_padding
def translate(sentences):
    batch = translator_tokenizer(sentences, return_tensors="pt")
    outputs = translator.generate(**batch, do_sample=False)
    return translator_tokenizer.batch_decode(outputs, skip_special_tokens=True)


# %% wrong: leaves_the_mask_out
def translate(sentences):
    batch = translator_tokenizer(sentences, padding=True, return_tensors="pt")
    outputs = translator.generate(batch["input_ids"], do_sample=False)
    return translator_tokenizer.batch_decode(outputs, skip_special_tokens=True)


# %% wrong: the_padding_counts_too
def translate(sentences):
    ids = translator_tokenizer(sentences, padding=True, return_tensors="pt")["input_ids"]
    outputs = translator.generate(ids, attention_mask=torch.ones_like(ids), do_sample=False)
    return translator_tokenizer.batch_decode(outputs, skip_special_tokens=True)


# %% wrong: the_input_is_cut
def translate(sentences):
    batch = translator_tokenizer(sentences, padding=True, truncation=True, max_length=8, return_tensors="pt")
    outputs = translator.generate(**batch, do_sample=False)
    return translator_tokenizer.batch_decode(outputs, skip_special_tokens=True)


# %% wrong: cuts_after_few_tokens
def translate(sentences):
    batch = translator_tokenizer(sentences, padding=True, return_tensors="pt")
    outputs = translator.generate(**batch, do_sample=False, max_new_tokens=5)
    return translator_tokenizer.batch_decode(outputs, skip_special_tokens=True)


# %% wrong: not_longer_than_the_input
def translate(sentences):
    lines = []
    for sentence in sentences:
        batch = translator_tokenizer(sentence, return_tensors="pt")
        length = batch["input_ids"].shape[1]
        output = translator.generate(**batch, do_sample=False, max_new_tokens=length)[0]
        lines.append(translator_tokenizer.decode(output, skip_special_tokens=True))
    return lines


# %% wrong: samples_at_a_high_temperature
def translate(sentences):
    batch = translator_tokenizer(sentences, padding=True, return_tensors="pt")
    outputs = translator.generate(**batch, do_sample=True, temperature=5.0)
    return translator_tokenizer.batch_decode(outputs, skip_special_tokens=True)


# %% wrong: no_special_token_at_the_end_of_the_input
def translate(sentences):
    batch = translator_tokenizer(sentences, padding=True, add_special_tokens=False, return_tensors="pt")
    outputs = translator.generate(**batch, do_sample=False)
    return translator_tokenizer.batch_decode(outputs, skip_special_tokens=True)


# %% wrong: likeliest_tokens_of_one_single_step
def translate(sentences):
    batch = translator_tokenizer(sentences, padding=True, return_tensors="pt")
    with torch.no_grad():
        logits = translator(**batch, decoder_input_ids=batch["input_ids"]).logits
    return translator_tokenizer.batch_decode(logits.argmax(dim=-1), skip_special_tokens=True)


# %% wrong: decodes_the_input
def translate(sentences):
    batch = translator_tokenizer(sentences, padding=True, return_tensors="pt")
    return translator_tokenizer.batch_decode(batch["input_ids"], skip_special_tokens=True)


# %% wrong: returns_ids
def translate(sentences):
    batch = translator_tokenizer(sentences, padding=True, return_tensors="pt")
    return translator.generate(**batch, do_sample=False)


# %% wrong: tokenizer_of_another_model
def translate(sentences):
    batch = translator_tokenizer(sentences, padding=True, return_tensors="pt")
    outputs = translator.generate(**batch, do_sample=False)
    return decoder_tokenizer.batch_decode(outputs, skip_special_tokens=True)


# %% wrong: word_by_word
def translate(sentences):
    lines = []
    for sentence in sentences:
        batch = translator_tokenizer(sentence.split(), padding=True, return_tensors="pt")
        outputs = translator.generate(**batch, do_sample=False)
        lines.append(" ".join(translator_tokenizer.batch_decode(outputs, skip_special_tokens=True)))
    return lines


# %% wrong: spaces_between_the_tokens
def translate(sentences):
    batch = translator_tokenizer(sentences, padding=True, return_tensors="pt")
    outputs = translator.generate(**batch, do_sample=False)
    return [
        " ".join(
            translator_tokenizer.decode([i]) for i in row if i not in translator_tokenizer.all_special_ids
        )
        for row in outputs.tolist()
    ]


# %% wrong: sorted_by_alphabet
def translate(sentences):
    batch = translator_tokenizer(sentences, padding=True, return_tensors="pt")
    outputs = translator.generate(**batch, do_sample=False)
    return sorted(translator_tokenizer.batch_decode(outputs, skip_special_tokens=True))


# %% wrong: sorted_by_length_for_the_batch
def translate(sentences):
    batch = translator_tokenizer(sorted(sentences, key=len), padding=True, return_tensors="pt")
    outputs = translator.generate(**batch, do_sample=False)
    return translator_tokenizer.batch_decode(outputs, skip_special_tokens=True)


# %% wrong: from_english_to_french
def translate(sentences):
    batch = translator_tokenizer(sentences, padding=True, return_tensors="pt")
    outputs = translator.generate(**batch, do_sample=False)
    return dict(zip(sentences, translator_tokenizer.batch_decode(outputs, skip_special_tokens=True)))


# %% wrong: a_dict_for_each_sentence_as_a_pipeline_gives
def translate(sentences):
    batch = translator_tokenizer(sentences, padding=True, return_tensors="pt")
    outputs = translator.generate(**batch, do_sample=False)
    lines = translator_tokenizer.batch_decode(outputs, skip_special_tokens=True)
    return [{"translation_text": line} for line in lines]


# %% wrong: lower_case
def translate(sentences):
    batch = translator_tokenizer(sentences, padding=True, return_tensors="pt")
    outputs = translator.generate(**batch, do_sample=False)
    return [line.lower() for line in translator_tokenizer.batch_decode(outputs, skip_special_tokens=True)]


# %% wrong: without_the_last_mark
def translate(sentences):
    batch = translator_tokenizer(sentences, padding=True, return_tensors="pt")
    outputs = translator.generate(**batch, do_sample=False)
    return [line[:-1] for line in translator_tokenizer.batch_decode(outputs, skip_special_tokens=True)]


# %% wrong: hardcodes_the_example
def translate(sentences):
    return ["Merci." for _ in sentences]
