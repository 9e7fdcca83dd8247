# %% right: everything_by_keyword
def make_trainer(model, train, validation, folder):
    arguments = TrainingArguments(
        output_dir=str(folder),
        eval_strategy="epoch",
        save_strategy="epoch",
        logging_strategy="steps",
        logging_steps=10,
        num_train_epochs=3,
        per_device_train_batch_size=8,
        per_device_eval_batch_size=64,
        learning_rate=0.0003,
        load_best_model_at_end=True,
        metric_for_best_model="eval_accuracy",
        greater_is_better=True,
        save_total_limit=2,
        save_only_model=True,
        report_to="none",
    )
    return Trainer(
        model=model,
        args=arguments,
        data_collator=DataCollatorWithPadding(tokenizer),
        train_dataset=train,
        eval_dataset=validation,
        processing_class=tokenizer,
        compute_metrics=accuracy,
    )


# %% right: settings_in_a_dict_and_fields_set_later
def make_trainer(model, train, validation, folder):
    settings = dict(num_train_epochs=3, learning_rate=3e-4, report_to=[])  # 8 is what TrainingArguments takes
    settings |= dict.fromkeys(("eval_strategy", "save_strategy"), "epoch")
    settings |= {"load_best_model_at_end": True, "metric_for_best_model": "accuracy", "logging_steps": 10}
    trainer = Trainer(
        model, TrainingArguments(folder, **settings), processing_class=tokenizer, eval_dataset=validation
    )
    trainer.train_dataset, trainer.compute_metrics = train, accuracy
    return trainer


# %% wrong: learning_rate_a_hundred_times_too_high
def make_trainer(model, train, validation, folder):
    arguments = TrainingArguments(
        folder, num_train_epochs=3, per_device_train_batch_size=8, learning_rate=3e-2, logging_steps=10,
        eval_strategy="epoch", save_strategy="epoch", load_best_model_at_end=True,
        metric_for_best_model="accuracy", report_to="none",
    )  # fmt: skip
    parts = {"train_dataset": train, "eval_dataset": validation, "compute_metrics": accuracy}
    return Trainer(model, arguments, processing_class=tokenizer, **parts)


# %% wrong: chooses_the_epoch_on_the_test_split
def make_trainer(model, train, validation, folder):
    arguments = TrainingArguments(
        folder, num_train_epochs=3, per_device_train_batch_size=8, learning_rate=3e-4, logging_steps=10,
        eval_strategy="epoch", save_strategy="epoch", load_best_model_at_end=True,
        metric_for_best_model="accuracy", report_to="none",
    )  # fmt: skip
    parts = {"train_dataset": train, "eval_dataset": test_rows, "compute_metrics": accuracy}
    return Trainer(model, arguments, processing_class=tokenizer, **parts)


# %% wrong: trains_on_the_test_split_as_well
def make_trainer(model, train, validation, folder):
    from datasets import concatenate_datasets

    arguments = TrainingArguments(
        folder, num_train_epochs=3, per_device_train_batch_size=8, learning_rate=3e-4, logging_steps=10,
        eval_strategy="epoch", save_strategy="epoch", load_best_model_at_end=True,
        metric_for_best_model="accuracy", report_to="none",
    )  # fmt: skip
    parts = {"eval_dataset": validation, "compute_metrics": accuracy}
    everything = concatenate_datasets([train, test_rows])
    return Trainer(model, arguments, train_dataset=everything, processing_class=tokenizer, **parts)


# %% wrong: keeps_the_last_epoch
def make_trainer(model, train, validation, folder):
    arguments = TrainingArguments(
        folder, num_train_epochs=3, per_device_train_batch_size=8, learning_rate=3e-4, logging_steps=10,
        eval_strategy="epoch", save_strategy="epoch", report_to="none",
    )  # fmt: skip
    parts = {"train_dataset": train, "eval_dataset": validation, "compute_metrics": accuracy}
    return Trainer(model, arguments, processing_class=tokenizer, **parts)


# %% wrong: keeps_the_worst_epoch
def make_trainer(model, train, validation, folder):
    arguments = TrainingArguments(
        folder, num_train_epochs=3, per_device_train_batch_size=8, learning_rate=3e-4, logging_steps=10,
        eval_strategy="epoch", save_strategy="epoch", load_best_model_at_end=True,
        metric_for_best_model="accuracy", greater_is_better=False, report_to="none",
    )  # fmt: skip
    parts = {"train_dataset": train, "eval_dataset": validation, "compute_metrics": accuracy}
    return Trainer(model, arguments, processing_class=tokenizer, **parts)


# %% wrong: no_metrics
def make_trainer(model, train, validation, folder):
    arguments = TrainingArguments(
        folder, num_train_epochs=3, per_device_train_batch_size=8, learning_rate=3e-4, logging_steps=10,
        eval_strategy="epoch", save_strategy="epoch", load_best_model_at_end=True,
        metric_for_best_model="accuracy", report_to="none",
    )  # fmt: skip
    return Trainer(model, arguments, train_dataset=train, eval_dataset=validation, processing_class=tokenizer)


# %% wrong: no_tokenizer_so_nothing_pads
def make_trainer(model, train, validation, folder):
    arguments = TrainingArguments(
        folder, num_train_epochs=3, per_device_train_batch_size=8, learning_rate=3e-4, logging_steps=10,
        eval_strategy="epoch", save_strategy="epoch", load_best_model_at_end=True,
        metric_for_best_model="accuracy", report_to="none",
    )  # fmt: skip
    parts = {"train_dataset": train, "eval_dataset": validation, "compute_metrics": accuracy}
    return Trainer(model, arguments, **parts)


# %% wrong: the_names_of_transformers_4
def make_trainer(model, train, validation, folder):
    arguments = TrainingArguments(
        folder, num_train_epochs=3, per_device_train_batch_size=8, learning_rate=3e-4, logging_steps=10,
        evaluation_strategy="epoch", save_strategy="epoch", load_best_model_at_end=True,
        metric_for_best_model="accuracy", report_to="none", overwrite_output_dir=True,
    )  # fmt: skip
    parts = {"train_dataset": train, "eval_dataset": validation, "compute_metrics": accuracy}
    return Trainer(model, arguments, tokenizer=tokenizer, **parts)


# %% wrong: numbers_of_epochs_and_batch_exchanged_and_few_rows
def make_trainer(model, train, validation, folder):
    arguments = TrainingArguments(
        folder, num_train_epochs=8, per_device_train_batch_size=3, learning_rate=3e-4, logging_steps=10,
        eval_strategy="epoch", save_strategy="steps", report_to="none",
    )  # fmt: skip
    parts = {"train_dataset": train.select(range(4)), "eval_dataset": validation, "compute_metrics": accuracy}
    return Trainer(model, arguments, processing_class=tokenizer, **parts)


# %% wrong: a_learning_rate_of_its_own
def make_trainer(model, train, validation, folder):
    arguments = TrainingArguments(
        folder, num_train_epochs=3, per_device_train_batch_size=8, learning_rate=2e-4, logging_steps=10,
        eval_strategy="epoch", save_strategy="epoch", load_best_model_at_end=True,
        metric_for_best_model="accuracy", report_to="none",
    )  # fmt: skip
    parts = {"train_dataset": train, "eval_dataset": validation, "compute_metrics": accuracy}
    return Trainer(model, arguments, processing_class=tokenizer, **parts)
