# %% right: the_card_written_as_plain_text
def share(model, tokenizer, repo_id, accuracy):
    folder = Path(tempfile.mkdtemp())
    for part in (model, tokenizer):
        part.save_pretrained(folder)
    lines = [
        "---",
        "license: apache-2.0",
        "base_model: hfbasics/encoder",
        "datasets: [hfbasics/course-reviews]",
        "pipeline_tag: text-classification",
        "---",
        f"# {repo_id}",
        "",
        f"Accuracy on test: {100 * accuracy:.1f} %. English only.",
    ]
    (folder / "README.md").write_text("\n".join(lines), encoding="utf-8")
    revision = publish(str(folder), repo_id)
    shutil.rmtree(folder)
    return revision


# %% right: a_card_from_a_template_with_more_data
def share(model, tokenizer, repo_id, accuracy):
    data = ModelCardData(
        license="apache-2.0",
        base_model=["hfbasics/encoder"],
        datasets="hfbasics/course-reviews",
        pipeline_tag="text-classification",
        language="en",
        tags=["reviews"],
    )
    card = ModelCard("")
    card.content = f"---\n{data}\n---\n{repo_id}: {round(accuracy * 100, 1)}% right; short texts alone."
    with tempfile.TemporaryDirectory(prefix="mine") as folder:
        tokenizer.save_pretrained(folder)
        model.save_pretrained(folder, max_shard_size="5GB")
        card.save(f"{folder}/README.md")
        return publish(Path(folder), repo_id)


# %% wrong: tokenizer_not_saved
def share(model, tokenizer, repo_id, accuracy):
    base = {"base_model": "hfbasics/encoder", "datasets": ["hfbasics/course-reviews"]}
    data = ModelCardData(license="apache-2.0", pipeline_tag="text-classification", **base)
    text = f"# {repo_id}\n\nRight on {accuracy:.1%} of the test split. It knows no irony."
    with tempfile.TemporaryDirectory() as folder:
        model.save_pretrained(folder)
        ModelCard(f"---\n{data.to_yaml()}\n---\n\n{text}\n").save(Path(folder, "README.md"))
        return publish(folder, repo_id)


# %% wrong: another_model_saved
def share(model, tokenizer, repo_id, accuracy):
    base = {"base_model": "hfbasics/encoder", "datasets": ["hfbasics/course-reviews"]}
    data = ModelCardData(license="apache-2.0", pipeline_tag="text-classification", **base)
    text = f"# {repo_id}\n\nRight on {accuracy:.1%} of the test split. It knows no irony."
    with tempfile.TemporaryDirectory() as folder:
        reviewer.save_pretrained(folder)
        tokenizer.save_pretrained(folder)
        ModelCard(f"---\n{data.to_yaml()}\n---\n\n{text}\n").save(Path(folder, "README.md"))
        return publish(folder, repo_id)


# %% wrong: accuracy_hard_coded
def share(model, tokenizer, repo_id, accuracy):
    base = {"base_model": "hfbasics/encoder", "datasets": ["hfbasics/course-reviews"]}
    data = ModelCardData(license="apache-2.0", pipeline_tag="text-classification", **base)
    text = f"# {repo_id}\n\nRight on 77.4 % of the test split. It knows no irony."
    with tempfile.TemporaryDirectory() as folder:
        model.save_pretrained(folder)
        tokenizer.save_pretrained(folder)
        ModelCard(f"---\n{data.to_yaml()}\n---\n\n{text}\n").save(Path(folder, "README.md"))
        return publish(folder, repo_id)


# %% wrong: accuracy_as_a_share
def share(model, tokenizer, repo_id, accuracy):
    base = {"base_model": "hfbasics/encoder", "datasets": ["hfbasics/course-reviews"]}
    data = ModelCardData(license="apache-2.0", pipeline_tag="text-classification", **base)
    text = f"# {repo_id}\n\nRight on {accuracy:.3f} of the test split. It knows no irony."
    with tempfile.TemporaryDirectory() as folder:
        model.save_pretrained(folder)
        tokenizer.save_pretrained(folder)
        ModelCard(f"---\n{data.to_yaml()}\n---\n\n{text}\n").save(Path(folder, "README.md"))
        return publish(folder, repo_id)


# %% wrong: rounded_to_whole_percent
def share(model, tokenizer, repo_id, accuracy):
    base = {"base_model": "hfbasics/encoder", "datasets": ["hfbasics/course-reviews"]}
    data = ModelCardData(license="apache-2.0", pipeline_tag="text-classification", **base)
    text = f"# {repo_id}\n\nRight on {accuracy:.0%} of the test split. It knows no irony."
    with tempfile.TemporaryDirectory() as folder:
        model.save_pretrained(folder)
        tokenizer.save_pretrained(folder)
        ModelCard(f"---\n{data.to_yaml()}\n---\n\n{text}\n").save(Path(folder, "README.md"))
        return publish(folder, repo_id)


# %% wrong: no_data_at_the_top
def share(model, tokenizer, repo_id, accuracy):
    base = {"base_model": "hfbasics/encoder", "datasets": ["hfbasics/course-reviews"]}
    data = ModelCardData(license="apache-2.0", pipeline_tag="text-classification", **base)
    text = f"# {repo_id}\n\nRight on {accuracy:.1%} of the test split. It knows no irony."
    with tempfile.TemporaryDirectory() as folder:
        model.save_pretrained(folder)
        tokenizer.save_pretrained(folder)
        ModelCard(f"{text}\n").save(Path(folder, "README.md"))
        return publish(folder, repo_id)


# %% wrong: another_licence
def share(model, tokenizer, repo_id, accuracy):
    base = {"base_model": "hfbasics/encoder", "datasets": ["hfbasics/course-reviews"]}
    data = ModelCardData(license="mit", pipeline_tag="text-classification", **base)
    text = f"# {repo_id}\n\nRight on {accuracy:.1%} of the test split. It knows no irony."
    with tempfile.TemporaryDirectory() as folder:
        model.save_pretrained(folder)
        tokenizer.save_pretrained(folder)
        ModelCard(f"---\n{data.to_yaml()}\n---\n\n{text}\n").save(Path(folder, "README.md"))
        return publish(folder, repo_id)


# %% wrong: no_dataset_named
def share(model, tokenizer, repo_id, accuracy):
    base = {"base_model": "hfbasics/encoder"}
    data = ModelCardData(license="apache-2.0", pipeline_tag="text-classification", **base)
    text = f"# {repo_id}\n\nRight on {accuracy:.1%} of the test split. It knows no irony."
    with tempfile.TemporaryDirectory() as folder:
        model.save_pretrained(folder)
        tokenizer.save_pretrained(folder)
        ModelCard(f"---\n{data.to_yaml()}\n---\n\n{text}\n").save(Path(folder, "README.md"))
        return publish(folder, repo_id)


# %% wrong: not_published
def share(model, tokenizer, repo_id, accuracy):
    base = {"base_model": "hfbasics/encoder", "datasets": ["hfbasics/course-reviews"]}
    data = ModelCardData(license="apache-2.0", pipeline_tag="text-classification", **base)
    text = f"# {repo_id}\n\nRight on {accuracy:.1%} of the test split. It knows no irony."
    with tempfile.TemporaryDirectory() as folder:
        model.save_pretrained(folder)
        tokenizer.save_pretrained(folder)
        ModelCard(f"---\n{data.to_yaml()}\n---\n\n{text}\n").save(Path(folder, "README.md"))
        return repo_id


# %% wrong: an_id_of_its_own
def share(model, tokenizer, repo_id, accuracy):
    base = {"base_model": "hfbasics/encoder", "datasets": ["hfbasics/course-reviews"]}
    data = ModelCardData(license="apache-2.0", pipeline_tag="text-classification", **base)
    text = f"# {repo_id}\n\nRight on {accuracy:.1%} of the test split. It knows no irony."
    with tempfile.TemporaryDirectory() as folder:
        model.save_pretrained(folder)
        tokenizer.save_pretrained(folder)
        ModelCard(f"---\n{data.to_yaml()}\n---\n\n{text}\n").save(Path(folder, "README.md"))
        return publish(folder, "you/course-reviewer")


# %% wrong: published_before_the_card_is_there
def share(model, tokenizer, repo_id, accuracy):
    base = {"base_model": "hfbasics/encoder", "datasets": ["hfbasics/course-reviews"]}
    data = ModelCardData(license="apache-2.0", pipeline_tag="text-classification", **base)
    text = f"# {repo_id}\n\nRight on {accuracy:.1%} of the test split. It knows no irony."
    with tempfile.TemporaryDirectory() as folder:
        model.save_pretrained(folder)
        tokenizer.save_pretrained(folder)
        publish(folder, repo_id)
        ModelCard(f"---\n{data.to_yaml()}\n---\n\n{text}\n").save(Path(folder, "README.md"))
        return publish(folder, repo_id)


# %% wrong: only_once
def share(model, tokenizer, repo_id, accuracy):
    base = {"base_model": "hfbasics/encoder", "datasets": ["hfbasics/course-reviews"]}
    data = ModelCardData(license="apache-2.0", pipeline_tag="text-classification", **base)
    text = f"# {repo_id}\n\nRight on {accuracy:.1%} of the test split. It knows no irony."
    if Path(constants.HF_HUB_CACHE, "models--" + repo_id.replace("/", "--")).exists():
        return "there already"
    with tempfile.TemporaryDirectory() as folder:
        model.save_pretrained(folder)
        tokenizer.save_pretrained(folder)
        ModelCard(f"---\n{data.to_yaml()}\n---\n\n{text}\n").save(Path(folder, "README.md"))
        return publish(folder, repo_id)


# %% right: text_first_and_then_the_data
import huggingface_hub


def share(model, tokenizer, repo_id, accuracy):
    folder = tempfile.mkdtemp(dir=runs)
    model.save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    path = Path(folder) / "README.md"
    path.write_text(f"**{repo_id}** is right on {accuracy * 100:.1f} %.\n\nDo not use it for French.\n")
    data = dict(license="apache-2.0", base_model="hfbasics/encoder", pipeline_tag="text-classification")
    huggingface_hub.metadata_save(path, {**data, "datasets": ["hfbasics/course-reviews"]})
    return publish(folder, repo_id)


# %% wrong: id_missing_in_the_text
def share(model, tokenizer, repo_id, accuracy):
    base = {"base_model": "hfbasics/encoder", "datasets": ["hfbasics/course-reviews"]}
    data = ModelCardData(license="apache-2.0", pipeline_tag="text-classification", **base)
    text = f"Right on {accuracy:.1%} of the test split. It knows no irony."
    with tempfile.TemporaryDirectory() as folder:
        model.save_pretrained(folder)
        tokenizer.save_pretrained(folder)
        ModelCard(f"---\n{data.to_yaml()}\n---\n\n{text}\n").save(Path(folder, "README.md"))
        return publish(folder, repo_id)


# %% wrong: forgets_to_return
def share(model, tokenizer, repo_id, accuracy):
    base = {"base_model": "hfbasics/encoder", "datasets": ["hfbasics/course-reviews"]}
    data = ModelCardData(license="apache-2.0", pipeline_tag="text-classification", **base)
    text = f"# {repo_id}\n\nRight on {accuracy:.1%} of the test split. It knows no irony."
    with tempfile.TemporaryDirectory() as folder:
        model.save_pretrained(folder)
        tokenizer.save_pretrained(folder)
        ModelCard(f"---\n{data.to_yaml()}\n---\n\n{text}\n").save(Path(folder, "README.md"))
        publish(folder, repo_id)


# %% wrong: returns_the_id
def share(model, tokenizer, repo_id, accuracy):
    base = {"base_model": "hfbasics/encoder", "datasets": ["hfbasics/course-reviews"]}
    data = ModelCardData(license="apache-2.0", pipeline_tag="text-classification", **base)
    text = f"# {repo_id}\n\nRight on {accuracy:.1%} of the test split. It knows no irony."
    with tempfile.TemporaryDirectory() as folder:
        model.save_pretrained(folder)
        tokenizer.save_pretrained(folder)
        ModelCard(f"---\n{data.to_yaml()}\n---\n\n{text}\n").save(Path(folder, "README.md"))
        publish(folder, repo_id)
        return repo_id


# %% wrong: model_not_saved
def share(model, tokenizer, repo_id, accuracy):
    base = {"base_model": "hfbasics/encoder", "datasets": ["hfbasics/course-reviews"]}
    data = ModelCardData(license="apache-2.0", pipeline_tag="text-classification", **base)
    text = f"# {repo_id}\n\nRight on {accuracy:.1%} of the test split. It knows no irony."
    with tempfile.TemporaryDirectory() as folder:
        model.config.save_pretrained(folder)
        tokenizer.save_pretrained(folder)
        ModelCard(f"---\n{data.to_yaml()}\n---\n\n{text}\n").save(Path(folder, "README.md"))
        return publish(folder, repo_id)


# %% wrong: data_below_the_text
def share(model, tokenizer, repo_id, accuracy):
    base = {"base_model": "hfbasics/encoder", "datasets": ["hfbasics/course-reviews"]}
    data = ModelCardData(license="apache-2.0", pipeline_tag="text-classification", **base)
    text = f"# {repo_id}\n\nRight on {accuracy:.1%} of the test split. It knows no irony."
    with tempfile.TemporaryDirectory() as folder:
        model.save_pretrained(folder)
        tokenizer.save_pretrained(folder)
        ModelCard(f"{text}\n\n---\n{data.to_yaml()}\n---\n").save(Path(folder, "README.md"))
        return publish(folder, repo_id)


# %% wrong: percent_sign_without_the_factor
def share(model, tokenizer, repo_id, accuracy):
    base = {"base_model": "hfbasics/encoder", "datasets": ["hfbasics/course-reviews"]}
    data = ModelCardData(license="apache-2.0", pipeline_tag="text-classification", **base)
    text = f"# {repo_id}\n\nRight on {accuracy:.1f} % of the test split. It knows no irony."
    with tempfile.TemporaryDirectory() as folder:
        model.save_pretrained(folder)
        tokenizer.save_pretrained(folder)
        ModelCard(f"---\n{data.to_yaml()}\n---\n\n{text}\n").save(Path(folder, "README.md"))
        return publish(folder, repo_id)


# %% wrong: two_decimals
def share(model, tokenizer, repo_id, accuracy):
    base = {"base_model": "hfbasics/encoder", "datasets": ["hfbasics/course-reviews"]}
    data = ModelCardData(license="apache-2.0", pipeline_tag="text-classification", **base)
    text = f"# {repo_id}\n\nRight on {accuracy:.2%} of the test split. It knows no irony."
    with tempfile.TemporaryDirectory() as folder:
        model.save_pretrained(folder)
        tokenizer.save_pretrained(folder)
        ModelCard(f"---\n{data.to_yaml()}\n---\n\n{text}\n").save(Path(folder, "README.md"))
        return publish(folder, repo_id)


# %% wrong: figure_in_the_data_alone
def share(model, tokenizer, repo_id, accuracy):
    base = {"base_model": "hfbasics/encoder", "datasets": ["hfbasics/course-reviews"]}
    data = ModelCardData(license="apache-2.0", pipeline_tag="text-classification", **base)
    data.accuracy = f"{accuracy:.1%}"
    text = f"# {repo_id}\n\nIt knows no irony."
    with tempfile.TemporaryDirectory() as folder:
        model.save_pretrained(folder)
        tokenizer.save_pretrained(folder)
        ModelCard(f"---\n{data.to_yaml()}\n---\n\n{text}\n").save(Path(folder, "README.md"))
        return publish(folder, repo_id)


# %% wrong: names_without_their_owner
def share(model, tokenizer, repo_id, accuracy):
    base = {"base_model": "encoder", "datasets": ["course-reviews"]}
    data = ModelCardData(license="apache-2.0", pipeline_tag="text-classification", **base)
    text = f"# {repo_id}\n\nRight on {accuracy:.1%} of the test split. It knows no irony."
    with tempfile.TemporaryDirectory() as folder:
        model.save_pretrained(folder)
        tokenizer.save_pretrained(folder)
        ModelCard(f"---\n{data.to_yaml()}\n---\n\n{text}\n").save(Path(folder, "README.md"))
        return publish(folder, repo_id)


# %% wrong: task_missing
def share(model, tokenizer, repo_id, accuracy):
    base = {"base_model": "hfbasics/encoder", "datasets": ["hfbasics/course-reviews"]}
    data = ModelCardData(license="apache-2.0", **base)
    text = f"# {repo_id}\n\nRight on {accuracy:.1%} of the test split. It knows no irony."
    with tempfile.TemporaryDirectory() as folder:
        model.save_pretrained(folder)
        tokenizer.save_pretrained(folder)
        ModelCard(f"---\n{data.to_yaml()}\n---\n\n{text}\n").save(Path(folder, "README.md"))
        return publish(folder, repo_id)


# %% wrong: pipeline_of_another_task
def share(model, tokenizer, repo_id, accuracy):
    base = {"base_model": "hfbasics/encoder", "datasets": ["hfbasics/course-reviews"]}
    data = ModelCardData(license="apache-2.0", pipeline_tag="sentiment-analysis", **base)
    text = f"# {repo_id}\n\nRight on {accuracy:.1%} of the test split. It knows no irony."
    with tempfile.TemporaryDirectory() as folder:
        model.save_pretrained(folder)
        tokenizer.save_pretrained(folder)
        ModelCard(f"---\n{data.to_yaml()}\n---\n\n{text}\n").save(Path(folder, "README.md"))
        return publish(folder, repo_id)
