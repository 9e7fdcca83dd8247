# %% right: reads_the_prompt_first_then_loops
def write(prompt, steps, cached):
    with torch.no_grad():
        output = decoder(torch.tensor([prompt]), use_cache=cached)
    new, counts = [int(output.logits[0][-1].argmax())], [len(prompt)]
    while len(new) < steps:
        given = [new[-1]] if cached else [*prompt, *new]
        with torch.no_grad():
            output = decoder(torch.tensor([given]), past_key_values=output.past_key_values, use_cache=cached)
        new.append(int(output.logits[0][-1].argmax()))
        counts.append(len(given))
    return new, counts


# %% right: asks_the_cache_how_much_it_has_read
from transformers import DynamicCache


@torch.inference_mode()
def write(prompt, steps, cached):
    text, counts = torch.tensor(prompt)[None], []
    memory = DynamicCache(config=decoder.config) if cached else None
    for _ in range(steps):
        given = text[:, memory.get_seq_length() :] if cached else text
        logits = decoder(input_ids=given, past_key_values=memory, use_cache=cached).logits
        text = torch.cat([text, logits[:, -1:].argmax(dim=-1)], dim=1)
        counts.append(given.shape[1])
    return text[0, len(prompt) :], counts


# %% right: body_and_head_by_themselves
def write(prompt, steps, cached):
    new, counts, memory = (), (), None
    with torch.inference_mode():
        for step in range(steps):
            given = torch.tensor([new[-1:] if cached and step else (*prompt, *new)])
            state = decoder.model(input_ids=given, past_key_values=memory, use_cache=cached)
            memory = state.past_key_values
            new += (decoder.lm_head(state.last_hidden_state[0, -1]).topk(1).indices.item(),)
            counts += (given.numel(),)
    return new, counts


# %% right: one_function_for_each_way
def write(prompt, steps, cached):
    return with_cache(prompt, steps) if cached else without(prompt, steps)


def without(prompt, steps):
    text = prompt[:]
    for _ in range(steps):
        with torch.inference_mode():
            probabilities = decoder(input_ids=torch.tensor([text])).logits[0, -1].softmax(dim=-1).tolist()
        text.append(probabilities.index(max(probabilities)))
    return text[len(prompt) :], list(range(len(prompt), len(text)))


def with_cache(prompt, steps):
    new, counts, given, memory = [], [], prompt, None
    for _ in range(steps):
        mask = torch.ones(1, len(prompt) + len(new), dtype=torch.long)
        with torch.inference_mode():
            output = decoder(input_ids=torch.tensor([given]), attention_mask=mask, past_key_values=memory)
        memory = output.past_key_values
        counts.append(len(given))
        given = [output.logits[0, -1].argmax().item()]
        new.extend(given)
    return new, counts


# %% right: calls_itself
def write(prompt, steps, cached, memory=None, new=()):
    if steps == 0:
        return [], []
    given = new[-1:] if memory is not None else tuple(prompt) + new
    with torch.inference_mode():
        output = decoder(input_ids=torch.tensor([given]), past_key_values=memory, use_cache=cached)
    token = output.logits.numpy()[0, -1].argmax()
    kept = output.past_key_values if cached else None
    ids, counts = write(prompt, steps - 1, cached, kept, (*new, token))
    return [token, *ids], [len(given), *counts]


# %% wrong: ignores_the_cache
def write(prompt, steps, cached):
    new, counts = [], []
    for _ in range(steps):
        given = prompt + new
        with torch.inference_mode():
            output = decoder(input_ids=torch.tensor([given]), use_cache=cached)
        counts.append(len(given))
        new.append(output.logits[0, -1].argmax().item())
    return new, counts


# %% wrong: always_uses_the_cache
def write(prompt, steps, cached):
    given, memory, new, counts = list(prompt), None, [], []
    for _ in range(steps):
        with torch.inference_mode():
            output = decoder(input_ids=torch.tensor([given]), past_key_values=memory, use_cache=True)
        counts.append(len(given))
        new.append(output.logits[0, -1].argmax().item())
        memory, given = output.past_key_values, new[-1:]
    return new, counts


# %% wrong: counts_as_if_there_were_no_cache
def write(prompt, steps, cached):
    given, memory, new, counts = list(prompt), None, [], []
    for _ in range(steps):
        with torch.inference_mode():
            output = decoder(input_ids=torch.tensor([given]), past_key_values=memory, use_cache=cached)
        counts.append(len(prompt) if cached and new else len(prompt + new))
        new.append(output.logits[0, -1].argmax().item())
        memory, given = (output.past_key_values, new[-1:]) if cached else (None, prompt + new)
    return new, counts


# %% wrong: newest_token_without_a_memory
def write(prompt, steps, cached):
    given, new, counts = list(prompt), [], []
    for _ in range(steps):
        with torch.inference_mode():
            output = decoder(input_ids=torch.tensor([given]), use_cache=cached)
        counts.append(len(given))
        new.append(output.logits[0, -1].argmax().item())
        given = new[-1:] if cached else prompt + new
    return new, counts


# %% wrong: all_tokens_and_the_memory
def write(prompt, steps, cached):
    given, memory, new, counts = list(prompt), None, [], []
    for _ in range(steps):
        with torch.inference_mode():
            output = decoder(input_ids=torch.tensor([given]), past_key_values=memory, use_cache=cached)
        counts.append(len(given))
        new.append(output.logits[0, -1].argmax().item())
        memory, given = output.past_key_values if cached else None, prompt + new
    return new, counts


# %% wrong: memory_of_the_prompt_is_lost_after_one_step
def write(prompt, steps, cached):
    given, memory, new, counts = list(prompt), None, [], []
    for _ in range(steps):
        with torch.inference_mode():
            output = decoder(input_ids=torch.tensor([given]), past_key_values=memory, use_cache=cached)
        counts.append(len(given))
        new.append(output.logits[0, -1].argmax().item())
        memory, given = (
            (output.past_key_values if len(new) == 1 else None, new[-1:]) if cached else (None, prompt + new)
        )
    return new, counts


# %% wrong: memory_stays_for_the_next_call
from transformers import DynamicCache


def write(prompt, steps, cached, memory=DynamicCache(config=decoder.config)):
    given, new, counts = list(prompt), [], []
    for _ in range(steps):
        with torch.inference_mode():
            output = decoder(input_ids=torch.tensor([given]), past_key_values=memory if cached else None)
        counts.append(len(given))
        new.append(output.logits[0, -1].argmax().item())
        given = new[-1:] if cached else prompt + new
    return new, counts


# %% wrong: forgets_the_prompt_without_the_cache
def write(prompt, steps, cached):
    given, memory, new, counts = list(prompt), None, [], []
    for _ in range(steps):
        with torch.inference_mode():
            output = decoder(input_ids=torch.tensor([given]), past_key_values=memory, use_cache=cached)
        counts.append(len(given))
        new.append(output.logits[0, -1].argmax().item())
        memory, given = (output.past_key_values, new[-1:]) if cached else (None, new)
    return new, counts


# %% wrong: looks_at_the_first_place
def write(prompt, steps, cached):
    given, memory, new, counts = list(prompt), None, [], []
    for _ in range(steps):
        with torch.inference_mode():
            output = decoder(input_ids=torch.tensor([given]), past_key_values=memory, use_cache=cached)
        counts.append(len(given))
        new.append(output.logits[0, 0].argmax().item())
        memory, given = (output.past_key_values, new[-1:]) if cached else (None, prompt + new)
    return new, counts


# %% wrong: looks_at_the_place_before_the_last
def write(prompt, steps, cached):
    given, memory, new, counts = list(prompt), None, [], []
    for _ in range(steps):
        with torch.inference_mode():
            output = decoder(input_ids=torch.tensor([given]), past_key_values=memory, use_cache=cached)
        counts.append(len(given))
        new.append(output.logits[0, -2 if len(given) > 1 else -1].argmax().item())
        memory, given = (output.past_key_values, new[-1:]) if cached else (None, prompt + new)
    return new, counts


# %% wrong: best_token_of_all_places
def write(prompt, steps, cached):
    given, memory, new, counts = list(prompt), None, [], []
    for _ in range(steps):
        with torch.inference_mode():
            output = decoder(input_ids=torch.tensor([given]), past_key_values=memory, use_cache=cached)
        counts.append(len(given))
        new.append(output.logits[0].max(dim=0).values.argmax().item())
        memory, given = (output.past_key_values, new[-1:]) if cached else (None, prompt + new)
    return new, counts


# %% wrong: least_likely_token
def write(prompt, steps, cached):
    given, memory, new, counts = list(prompt), None, [], []
    for _ in range(steps):
        with torch.inference_mode():
            output = decoder(input_ids=torch.tensor([given]), past_key_values=memory, use_cache=cached)
        counts.append(len(given))
        new.append(output.logits[0, -1].argmin().item())
        memory, given = (output.past_key_values, new[-1:]) if cached else (None, prompt + new)
    return new, counts


# %% wrong: draws_the_next_token
def write(prompt, steps, cached):
    given, memory, new, counts = list(prompt), None, [], []
    for _ in range(steps):
        with torch.inference_mode():
            output = decoder(input_ids=torch.tensor([given]), past_key_values=memory, use_cache=cached)
        counts.append(len(given))
        new.append(torch.multinomial(output.logits[0, -1].softmax(dim=-1), 1).item())
        memory, given = (output.past_key_values, new[-1:]) if cached else (None, prompt + new)
    return new, counts


# %% wrong: stops_at_the_end_of_the_text
def write(prompt, steps, cached):
    given, memory, new, counts = list(prompt), None, [], []
    for _ in range(steps):
        with torch.inference_mode():
            output = decoder(input_ids=torch.tensor([given]), past_key_values=memory, use_cache=cached)
        counts.append(len(given))
        new.append(output.logits[0, -1].argmax().item())
        if new[-1] == decoder_tokenizer.eos_token_id:
            break
        memory, given = (output.past_key_values, new[-1:]) if cached else (None, prompt + new)
    return new, counts


# %% wrong: generate_writes
def write(prompt, steps, cached):
    ids = torch.tensor([prompt])
    written = decoder.generate(ids, max_new_tokens=steps, do_sample=False, use_cache=cached)
    counts = [len(prompt)] + [1 if cached else len(prompt) + step for step in range(1, steps)]
    return written[0, len(prompt) :].tolist(), counts


# %% wrong: generate_writes_and_must_not_stop
def write(prompt, steps, cached):
    options = {"max_new_tokens": steps, "min_new_tokens": steps, "do_sample": False, "use_cache": cached}
    written = decoder.generate(torch.tensor([prompt]), **options)
    counts = [len(prompt)] + [1 if cached else len(prompt) + step for step in range(1, steps)]
    return written[0, len(prompt) :].tolist(), counts


# %% wrong: appends_to_the_prompt_of_the_caller
def write(prompt, steps, cached):
    before, memory, given, counts = len(prompt), None, list(prompt), []
    for _ in range(steps):
        with torch.inference_mode():
            output = decoder(input_ids=torch.tensor([given]), past_key_values=memory, use_cache=cached)
        counts.append(len(given))
        prompt.append(output.logits[0, -1].argmax().item())
        memory, given = (output.past_key_values, prompt[-1:]) if cached else (None, list(prompt))
    return prompt[before:], counts
