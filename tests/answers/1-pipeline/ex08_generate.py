# %% right: generate_and_cut_the_ids
def complete(prompt, max_new_tokens):
    batch = decoder_tokenizer(prompt, return_tensors="pt")
    out = decoder.generate(**batch, max_new_tokens=max_new_tokens, do_sample=False)
    return decoder_tokenizer.decode(out[0][len(batch["input_ids"][0]) :], skip_special_tokens=True)


# %% right: a_loop_of_argmax
def complete(prompt, max_new_tokens):
    ids = decoder_tokenizer(prompt, return_tensors="pt").input_ids
    start = ids.shape[1]
    for _ in range(max_new_tokens):
        with torch.no_grad():
            best = decoder(ids).logits[0, -1].argmax()
        if best == decoder_tokenizer.eos_token_id:
            break
        ids = torch.cat([ids, best.view(1, 1)], dim=1)
    return decoder_tokenizer.decode(ids[0, start:]).strip()


# %% right: cuts_the_prompt_off_the_text
def complete(prompt, max_new_tokens):
    text = generator(prompt, max_new_tokens=max_new_tokens, do_sample=False)[0]["generated_text"]
    return text.removeprefix(prompt)


# %% wrong: samples
def complete(prompt, max_new_tokens):
    out = generator(prompt, max_new_tokens=max_new_tokens, do_sample=True, return_full_text=False)
    return out[0]["generated_text"]


# %% wrong: returns_the_prompt_too
def complete(prompt, max_new_tokens):
    return generator(prompt, max_new_tokens=max_new_tokens, do_sample=False)[0]["generated_text"]


# %% wrong: counts_the_prompt_as_new_tokens
def complete(prompt, max_new_tokens):
    length = len(decoder_tokenizer(prompt)["input_ids"])
    new = max(1, max_new_tokens - length)
    out = generator(prompt, max_new_tokens=new, do_sample=False, return_full_text=False)
    return out[0]["generated_text"]


# %% wrong: ignores_the_number_of_tokens
def complete(prompt, max_new_tokens):
    out = generator(prompt, max_new_tokens=8, do_sample=False, return_full_text=False)
    return out[0]["generated_text"]


# %% wrong: returns_the_list_of_dicts
def complete(prompt, max_new_tokens):
    return generator(prompt, max_new_tokens=max_new_tokens, do_sample=False, return_full_text=False)


# %% wrong: takes_the_least_likely_token
def complete(prompt, max_new_tokens):
    ids = decoder_tokenizer(prompt, return_tensors="pt").input_ids
    start = ids.shape[1]
    for _ in range(max_new_tokens):
        with torch.no_grad():
            ids = torch.cat([ids, decoder(ids).logits[0, -1].argmin().view(1, 1)], dim=1)
    return decoder_tokenizer.decode(ids[0, start:])


# %% wrong: hardcodes_the_example
def complete(prompt, max_new_tokens):
    return " the"
