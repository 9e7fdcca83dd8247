# %% right: every_word_looked_up
def augment(rows, swaps):
    def other(match):
        word = match.group()
        new = swaps.get(word.lower(), None)
        if new is None:
            return word
        return new[0].upper() + new[1:] if word[0] != word[0].lower() else new

    copies = []
    for text, label in rows:
        copy = re.sub(r"\w+", other, text)
        if copy != text:
            copies.append((copy, label))
    return list(rows) + copies


# %% right: pieces_between_the_edges_of_words
def augment(rows, swaps):
    both = swaps | {word.capitalize(): other.capitalize() for word, other in swaps.items()}
    result = [[text, label] for text, label in rows]
    for text, label in rows:
        pieces = re.split(r"(\W+)", text)
        if any(piece in both for piece in pieces):
            result.append(["".join(both.get(piece, piece) for piece in pieces), label])
    return result


# %% right: letters_one_after_another_without_patterns
def augment(rows, swaps):
    def exchanged(text):
        done, word, found = "", "", False
        for letter in text + "\n":
            if letter.isalnum() or letter == "_":
                word += letter
                continue
            small = word.lower()
            if small in swaps:
                found = True
                word = swaps[small].title() if word.istitle() else swaps[small]
            done, word = done + word + letter, ""
        return found, done[:-1]

    copies = [(*exchanged(text), label) for text, label in rows]
    return tuple(rows) + tuple((copy, label) for found, copy, label in copies if found)


# %% wrong: one_word_after_another_so_that_she_comes_back
def augment(rows, swaps):
    copies = []
    for text, label in rows:
        copy, found = text, False
        for word, other in swaps.items():
            for one, two in ((word, other), (word.capitalize(), other.capitalize())):
                copy, count = re.subn(rf"\b{one}\b", two, copy)
                found = found or count > 0
        copies += [(copy, label)] if found else []
    return [*rows, *copies]


# %% wrong: only_from_he_to_she_and_inside_words_too
def augment(rows, swaps):
    copies = []
    for text, label in rows:
        copy = text
        for word, other in list(swaps.items())[::2]:
            copy = copy.replace(word, other).replace(word.capitalize(), other.capitalize())
        copies += [(copy, label)] if copy != text else []
    return [*rows, *copies]


# %% wrong: capitals_lost
def augment(rows, swaps):
    pattern = re.compile(rf"\b({'|'.join(map(re.escape, swaps))})\b", re.IGNORECASE)
    copies = []
    for text, label in rows:
        if pattern.search(text):
            copies.append((pattern.sub(lambda match: swaps[match[0].lower()], text), label))
    return [*rows, *copies]


# %% wrong: originals_lost_and_only_copies_returned
def augment(rows, swaps):
    def other(match):
        word = swaps[match[0].lower()]
        return word.capitalize() if match[0][0].isupper() else word

    pattern = re.compile(rf"\b({'|'.join(map(re.escape, swaps))})\b", re.IGNORECASE)
    return [(pattern.sub(other, text), label) for text, label in rows if pattern.search(text)]


# %% wrong: no_copies_added
def augment(rows, swaps):
    return list(rows)


# %% wrong: label_flipped
def augment(rows, swaps):
    def other(match):
        word = swaps[match[0].lower()]
        return word.capitalize() if match[0][0].isupper() else word

    pattern = re.compile(rf"\b({'|'.join(map(re.escape, swaps))})\b", re.IGNORECASE)
    copies = [(pattern.sub(other, text), 1 - label) for text, label in rows if pattern.search(text)]
    return [*rows, *copies]


# %% wrong: rows_without_such_words_copied_too
def augment(rows, swaps):
    def other(match):
        word = swaps[match[0].lower()]
        return word.capitalize() if match[0][0].isupper() else word

    pattern = re.compile(rf"\b({'|'.join(map(re.escape, swaps))})\b", re.IGNORECASE)
    return [*rows, *((pattern.sub(other, text), label) for text, label in rows)]


# %% wrong: copy_right_after_its_row
def augment(rows, swaps):
    def other(match):
        word = swaps[match[0].lower()]
        return word.capitalize() if match[0][0].isupper() else word

    pattern = re.compile(rf"\b({'|'.join(map(re.escape, swaps))})\b", re.IGNORECASE)
    result = []
    for text, label in rows:
        result.append((text, label))
        if pattern.search(text):
            result.append((pattern.sub(other, text), label))
    return result


# %% wrong: only_the_first_word_exchanged
def augment(rows, swaps):
    def other(match):
        word = swaps[match[0].lower()]
        return word.capitalize() if match[0][0].isupper() else word

    pattern = re.compile(rf"\b({'|'.join(map(re.escape, swaps))})\b", re.IGNORECASE)
    copies = [(pattern.sub(other, text, count=1), label) for text, label in rows if pattern.search(text)]
    return [*rows, *copies]
