# %% right: one_cache_from_the_start
from transformers import DynamicCache


def read_in_segments(segments):
    cache = DynamicCache()
    with torch.no_grad():
        parts = [decoder(torch.tensor([part]), past_key_values=cache).logits for part in segments]
    return torch.cat(parts, dim=1).squeeze(0)


# %% right: the_rest_reads_itself
def read_in_segments(segments, memory=None):
    first, *rest = segments
    with torch.no_grad():
        output = decoder(input_ids=torch.tensor(first)[None], past_key_values=memory, use_cache=True)
    if not rest:
        return output.logits[0]
    return torch.vstack([output.logits[0], read_in_segments(rest, output.past_key_values)])


# %% right: body_first_head_later
def read_in_segments(segments):
    memory, hidden = None, []
    with torch.inference_mode():
        for segment in segments:
            output = decoder.model(input_ids=torch.tensor([segment]), past_key_values=memory, use_cache=True)
            hidden.extend(output.last_hidden_state[0])
            memory = output.past_key_values
        return decoder.lm_head(torch.stack(hidden))


# %% right: fills_a_numpy_array
import numpy as np


def read_in_segments(segments):
    table = np.zeros((sum(map(len, segments)), decoder.config.vocab_size), dtype=np.float32)
    options, start = {}, 0
    for segment in segments:
        with torch.inference_mode():
            output = decoder(input_ids=torch.tensor([segment]), use_cache=True, **options)
        table[start : start + len(segment)] = output["logits"][0].numpy()
        options["past_key_values"] = output["past_key_values"]
        start += len(segment)
    return table


# %% right: mask_and_positions_written_out
def read_in_segments(segments):
    logits, memory, read = torch.empty(0, 49152), None, 0
    for segment in segments:
        total = read + len(segment)
        output = decoder(
            input_ids=torch.tensor([segment]),
            attention_mask=torch.ones(1, total, dtype=torch.long),
            position_ids=torch.arange(read, total)[None],
            past_key_values=memory,
            use_cache=True,
        )
        logits, memory, read = torch.cat([logits, output.logits[0]]), output.past_key_values, total
    return logits


# %% right: reads_the_text_at_once
def read_in_segments(segments):
    text = [token for segment in segments for token in segment]
    with torch.inference_mode():
        return decoder(input_ids=torch.tensor([text])).logits[0]


# %% right: reads_all_the_text_again_for_each_segment
def read_in_segments(segments):
    text, logits = [], []
    for segment in segments:
        text = text + segment
        with torch.inference_mode():
            output = decoder(input_ids=torch.tensor([text]))
        logits.append(output.logits[0, -len(segment) :])
    return torch.cat(logits)


# %% wrong: no_memory
def read_in_segments(segments):
    logits = []
    for segment in segments:
        with torch.inference_mode():
            logits.append(decoder(input_ids=torch.tensor([segment])).logits[0])
    return torch.cat(logits)


# %% wrong: the_cache_is_switched_off
def read_in_segments(segments):
    memory, logits = None, []
    for segment in segments:
        with torch.inference_mode():
            output = decoder(input_ids=torch.tensor([segment]), past_key_values=memory, use_cache=False)
        memory = output.past_key_values
        logits.append(output.logits[0])
    return torch.cat(logits)


# %% wrong: only_the_last_segment_kept
def read_in_segments(segments):
    memory, logits = None, []
    for segment in segments:
        with torch.inference_mode():
            output = decoder(input_ids=torch.tensor([segment]), past_key_values=memory, use_cache=True)
            memory = decoder(input_ids=torch.tensor([segment]), use_cache=True).past_key_values
        logits.append(output.logits[0])
    return torch.cat(logits)


# %% wrong: only_the_first_segment_kept
import copy


def read_in_segments(segments):
    memory, logits = None, []
    for segment in segments:
        with torch.inference_mode():
            output = decoder(
                input_ids=torch.tensor([segment]), past_key_values=copy.deepcopy(memory), use_cache=True
            )
        memory = memory or output.past_key_values
        logits.append(output.logits[0])
    return torch.cat(logits)


# %% wrong: the_memory_outlives_the_call
from transformers import DynamicCache


def read_in_segments(segments, memory=DynamicCache()):
    logits = []
    for segment in segments:
        with torch.inference_mode():
            output = decoder(input_ids=torch.tensor([segment]), past_key_values=memory, use_cache=True)
        logits.append(output.logits[0])
    return torch.cat(logits)


# %% wrong: all_the_text_again_beside_the_memory
def read_in_segments(segments):
    memory, logits, text = None, [], []
    for segment in segments:
        text = text + segment
        with torch.inference_mode():
            output = decoder(input_ids=torch.tensor([text]), past_key_values=memory, use_cache=True)
        memory = output.past_key_values
        logits.append(output.logits[0, -len(segment) :])
    return torch.cat(logits)


# %% wrong: positions_begin_anew
def read_in_segments(segments):
    memory, logits = None, []
    for segment in segments:
        places = torch.arange(len(segment))[None]
        with torch.inference_mode():
            output = decoder(
                input_ids=torch.tensor([segment]), position_ids=places, past_key_values=memory, use_cache=True
            )
        memory = output.past_key_values
        logits.append(output.logits[0])
    return torch.cat(logits)


# %% wrong: the_mask_covers_the_new_segment_only
def read_in_segments(segments):
    memory, logits = None, []
    for segment in segments:
        inputs = decoder_tokenizer.pad({"input_ids": [segment]}, return_tensors="pt")
        with torch.inference_mode():
            output = decoder(**inputs, past_key_values=memory, use_cache=True)
        memory = output.past_key_values
        logits.append(output.logits[0])
    return torch.cat(logits)


# %% wrong: reads_from_the_last_segment_to_the_first
def read_in_segments(segments):
    memory, logits = None, []
    for segment in segments[::-1]:
        with torch.inference_mode():
            output = decoder(input_ids=torch.tensor([segment]), past_key_values=memory, use_cache=True)
        memory = output.past_key_values
        logits.insert(0, output.logits[0])
    return torch.cat(logits)


# %% wrong: logits_of_the_last_segment_only
def read_in_segments(segments):
    memory = None
    for segment in segments:
        with torch.inference_mode():
            output = decoder(input_ids=torch.tensor([segment]), past_key_values=memory, use_cache=True)
        memory = output.past_key_values
    return output.logits[0]


# %% wrong: logits_of_the_last_token_of_each_segment
def read_in_segments(segments):
    memory, logits = None, []
    for segment in segments:
        with torch.inference_mode():
            output = decoder(input_ids=torch.tensor([segment]), past_key_values=memory, use_cache=True)
        memory = output.past_key_values
        logits.append(output.logits[0, -1])
    return torch.stack(logits)


# %% wrong: one_table_for_each_segment
def read_in_segments(segments):
    memory, logits = None, []
    for segment in segments:
        with torch.inference_mode():
            output = decoder(input_ids=torch.tensor([segment]), past_key_values=memory, use_cache=True)
        memory = output.past_key_values
        logits.append(output.logits[0])
    return logits


# %% wrong: keeps_the_axis_of_texts
def read_in_segments(segments):
    memory, logits = None, []
    for segment in segments:
        with torch.inference_mode():
            output = decoder(input_ids=torch.tensor([segment]), past_key_values=memory, use_cache=True)
        memory = output.past_key_values
        logits.append(output.logits)
    return torch.cat(logits, dim=1)


# %% wrong: segments_as_texts_of_a_batch
def read_in_segments(segments):
    with torch.inference_mode():
        return decoder(input_ids=torch.tensor(segments), use_cache=True).logits.flatten(0, 1)


# %% wrong: probabilities_instead_of_logits
def read_in_segments(segments):
    memory, logits = None, []
    for segment in segments:
        with torch.inference_mode():
            output = decoder(input_ids=torch.tensor([segment]), past_key_values=memory, use_cache=True)
        memory = output.past_key_values
        logits.append(output.logits[0])
    return torch.cat(logits).softmax(dim=-1)


# %% wrong: likeliest_tokens_instead_of_logits
def read_in_segments(segments):
    memory, tokens = None, []
    for segment in segments:
        with torch.inference_mode():
            output = decoder(input_ids=torch.tensor([segment]), past_key_values=memory, use_cache=True)
        memory = output.past_key_values
        tokens += output.logits[0].argmax(dim=-1).tolist()
    return tokens


# %% wrong: hardcodes_the_segments_of_the_example
def read_in_segments(segments):
    memory, logits = None, []
    for segment in (opening, going_on):
        with torch.inference_mode():
            output = decoder(input_ids=torch.tensor([segment]), past_key_values=memory, use_cache=True)
        memory = output.past_key_values
        logits.append(output.logits[0])
    return torch.cat(logits)
