# %% right: filled_one_by_one
tasks = {}
tasks["computer vision"] = "E"
tasks["speech recognition"] = "B"
tasks["named entities"] = "A"
tasks["extracting an answer"] = "G"
tasks["text generation"] = "C"
tasks["grammar"] = "F"
tasks["sentence classification"] = "D"

# %% right: small_letters
tasks = {
    "sentence classification": "d",
    "grammar": "f",
    "text generation": "c",
    "extracting an answer": "g",
    "named entities": "a",
    "speech recognition": "b",
    "computer vision": "e",
}

# %% wrong: every_task_is_generation
tasks = dict.fromkeys(
    [
        "sentence classification",
        "grammar",
        "text generation",
        "extracting an answer",
        "named entities",
        "speech recognition",
        "computer vision",
    ],
    "C",
)
