# %% right: one_text_at_a_time_with_numpy
import numpy


def search(query, corpus):
    def vector(text):
        with torch.no_grad():
            states = encoder(**encoder_tokenizer(text, return_tensors="pt")).last_hidden_state
        mean = states[0].mean(dim=0).numpy()
        return mean / numpy.linalg.norm(mean)

    wanted = vector(query)
    pairs = [(place, wanted @ vector(text)) for place, text in enumerate(corpus)]
    return sorted(pairs, key=lambda pair: pair[1], reverse=True)


# %% right: einsum_and_normalize
def search(query, corpus):
    batch = encoder_tokenizer([*corpus, query], padding=True, return_tensors="pt")
    with torch.inference_mode():
        states = encoder(**batch)[0]
    mask = batch["attention_mask"].float()
    vectors = torch.einsum("btw,bt->bw", states, mask)
    vectors = torch.nn.functional.normalize(vectors, dim=1)
    cosines = vectors[:-1] @ vectors[-1]
    best = torch.sort(cosines, descending=True)
    return [[int(place), value] for value, place in zip(best.values, best.indices)]


# %% right: feature_extraction_pipeline
def search(query, corpus):
    extract = pipeline("feature-extraction", model=encoder, tokenizer=encoder_tokenizer)
    vectors = [torch.tensor(extract(text)[0]).mean(dim=0) for text in [query, *corpus]]
    cosines = [torch.cosine_similarity(vectors[0], vector, dim=0).item() for vector in vectors[1:]]
    order = sorted(range(len(corpus)), key=cosines.__getitem__, reverse=True)
    return [(place, cosines[place]) for place in order]


# %% wrong: ignores_the_attention_mask
def search(query, corpus):
    batch = encoder_tokenizer([query, *corpus], padding=True, truncation=True, return_tensors="pt")
    with torch.no_grad():
        vectors = encoder(**batch).last_hidden_state.mean(dim=1)
    cosines = torch.cosine_similarity(vectors[:1], vectors[1:])
    return [(place, cosines[place].item()) for place in cosines.argsort(descending=True).tolist()]


# %% wrong: takes_the_first_token
def search(query, corpus):
    batch = encoder_tokenizer([query, *corpus], padding=True, truncation=True, return_tensors="pt")
    with torch.no_grad():
        vectors = encoder(**batch).last_hidden_state[:, 0]
    cosines = torch.cosine_similarity(vectors[:1], vectors[1:])
    return [(place, cosines[place].item()) for place in cosines.argsort(descending=True).tolist()]


# %% wrong: takes_the_pooler
def search(query, corpus):
    batch = encoder_tokenizer([query, *corpus], padding=True, truncation=True, return_tensors="pt")
    with torch.no_grad():
        vectors = encoder(**batch).pooler_output
    cosines = torch.cosine_similarity(vectors[:1], vectors[1:])
    return [(place, cosines[place].item()) for place in cosines.argsort(descending=True).tolist()]


# %% wrong: dot_product_without_lengths
def search(query, corpus):
    batch = encoder_tokenizer([query, *corpus], padding=True, truncation=True, return_tensors="pt")
    with torch.no_grad():
        states = encoder(**batch).last_hidden_state
    mask = batch["attention_mask"].unsqueeze(-1)
    vectors = (states * mask).sum(dim=1) / mask.sum(dim=1)
    scores = vectors[1:] @ vectors[0]
    return [(place, scores[place].item()) for place in scores.argsort(descending=True).tolist()]


# %% wrong: worst_first
def search(query, corpus):
    batch = encoder_tokenizer([query, *corpus], padding=True, truncation=True, return_tensors="pt")
    with torch.no_grad():
        states = encoder(**batch).last_hidden_state
    mask = batch["attention_mask"].unsqueeze(-1)
    vectors = (states * mask).sum(dim=1) / mask.sum(dim=1)
    cosines = torch.cosine_similarity(vectors[:1], vectors[1:])
    return [(place, cosines[place].item()) for place in cosines.argsort().tolist()]


# %% wrong: finds_the_query_itself
def search(query, corpus):
    batch = encoder_tokenizer([query, *corpus], padding=True, truncation=True, return_tensors="pt")
    with torch.no_grad():
        states = encoder(**batch).last_hidden_state
    mask = batch["attention_mask"].unsqueeze(-1)
    vectors = (states * mask).sum(dim=1) / mask.sum(dim=1)
    cosines = torch.cosine_similarity(vectors[:1], vectors)
    return [(place, cosines[place].item()) for place in cosines.argsort(descending=True).tolist()]


# %% wrong: in_the_order_of_the_corpus
def search(query, corpus):
    batch = encoder_tokenizer([query, *corpus], padding=True, truncation=True, return_tensors="pt")
    with torch.no_grad():
        states = encoder(**batch).last_hidden_state
    mask = batch["attention_mask"].unsqueeze(-1)
    vectors = (states * mask).sum(dim=1) / mask.sum(dim=1)
    return list(enumerate(torch.cosine_similarity(vectors[:1], vectors[1:]).tolist()))


# %% wrong: compares_words_not_meaning
def search(query, corpus):
    words = set(query.lower().split())
    shared = [(i, len(words & set(text.lower().split())) / len(words)) for i, text in enumerate(corpus)]
    return sorted(shared, key=lambda pair: -pair[1])


# %% wrong: hardcodes_the_example
def search(query, corpus):
    return [(1, 0.6), (0, 0.1)][: len(corpus)]
