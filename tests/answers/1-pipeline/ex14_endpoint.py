# %% right: another_name_of_the_same_call
def ask(question, address):
    client = InferenceClient(base_url=address)
    try:
        reply = client.chat.completions.create(
            model="hfbasics/decoder", messages=[{"content": question, "role": "user"}], max_tokens=30
        )
    except ConnectError as error:
        return "No server answers at " + address + "."
    else:
        return reply.choices[0].message.content


# %% right: a_request_without_the_client
from huggingface_hub.utils import get_session


def ask(question, address):
    body = {
        "model": "hfbasics/decoder",
        "max_tokens": 30,
        "messages": [{"role": "user", "content": question}],
    }
    try:
        reply = get_session().post(f"{address}/v1/chat/completions", json=body, timeout=60)
        return reply.json()["choices"][0]["message"]["content"]
    except ConnectError:
        return f"No server answers at {address}."


# %% right: catches_every_kind_of_transport_error
from httpx2 import TransportError


def ask(question, address):
    text = "No server answers at {}.".format(address)
    try:
        options = {"model": "hfbasics/decoder", "max_tokens": 30, "temperature": 0.0}
        messages = [dict(role="user", content=question)]
        text = InferenceClient(address).chat_completion(messages, **options)["choices"][0]["message"][
            "content"
        ]
    except TransportError:
        pass
    return text


# %% right: every_choice_joined
import contextlib


def ask(question, address):
    messages = [{"role": "user", "content": question}]
    with contextlib.suppress(ConnectError), InferenceClient(base_url=address, api_key="none") as client:
        answer = client.chat_completion(messages=messages, model="hfbasics/decoder", max_tokens=30)
        return "".join(choice.message.content for choice in answer.choices)
    return f"No server answers at {address}."


# %% wrong: no_max_tokens
def ask(question, address):
    messages = [{"role": "user", "content": question}]
    try:
        answer = InferenceClient(base_url=address).chat_completion(messages, model="hfbasics/decoder")
    except ConnectError:
        return f"No server answers at {address}."
    return answer.choices[0].message.content


# %% wrong: as_many_tokens_as_in_the_cell_above
def ask(question, address):
    messages = [{"role": "user", "content": question}]
    try:
        client = InferenceClient(base_url=address)
        answer = client.chat_completion(messages, model="hfbasics/decoder", max_tokens=5)
    except ConnectError:
        return f"No server answers at {address}."
    return answer.choices[0].message.content


# %% wrong: cuts_the_text_after_thirty_letters
def ask(question, address):
    messages = [{"role": "user", "content": question}]
    try:
        client = InferenceClient(base_url=address)
        answer = client.chat_completion(messages, model="hfbasics/decoder", max_tokens=30)
    except ConnectError:
        return f"No server answers at {address}."
    return answer.choices[0].message.content[:30]


# %% wrong: role_is_system
def ask(question, address):
    messages = [{"role": "system", "content": question}]
    try:
        client = InferenceClient(base_url=address)
        answer = client.chat_completion(messages, model="hfbasics/decoder", max_tokens=30)
    except ConnectError:
        return f"No server answers at {address}."
    return answer.choices[0].message.content


# %% wrong: role_is_assistant
def ask(question, address):
    messages = [{"role": "assistant", "content": question}]
    try:
        client = InferenceClient(base_url=address)
        answer = client.chat_completion(messages, model="hfbasics/decoder", max_tokens=30)
    except ConnectError:
        return f"No server answers at {address}."
    return answer.choices[0].message.content


# %% wrong: adds_a_system_message
def ask(question, address):
    messages = [{"role": "system", "content": "Be brief."}, {"role": "user", "content": question}]
    try:
        client = InferenceClient(base_url=address)
        answer = client.chat_completion(messages, model="hfbasics/decoder", max_tokens=30)
    except ConnectError:
        return f"No server answers at {address}."
    return answer.choices[0].message.content


# %% wrong: asks_twice_in_one_chat
def ask(question, address):
    messages = [{"role": "user", "content": question}] * 2
    try:
        client = InferenceClient(base_url=address)
        answer = client.chat_completion(messages, model="hfbasics/decoder", max_tokens=30)
    except ConnectError:
        return f"No server answers at {address}."
    return answer.choices[0].message.content


# %% wrong: keeps_the_earlier_questions
history = []


def ask(question, address):
    history.append({"role": "user", "content": question})
    try:
        client = InferenceClient(base_url=address)
        answer = client.chat_completion(history, model="hfbasics/decoder", max_tokens=30)
    except ConnectError:
        return f"No server answers at {address}."
    return answer.choices[0].message.content


# %% wrong: always_the_question_of_the_cell_above
def ask(question, address):
    messages = [{"role": "user", "content": "What is a token?"}]
    try:
        client = InferenceClient(base_url=address)
        answer = client.chat_completion(messages, model="hfbasics/decoder", max_tokens=30)
    except ConnectError:
        return f"No server answers at {address}."
    return answer.choices[0].message.content


# %% wrong: changes_the_question
def ask(question, address):
    messages = [{"role": "user", "content": f"Question: {question} Answer:"}]
    try:
        client = InferenceClient(base_url=address)
        answer = client.chat_completion(messages, model="hfbasics/decoder", max_tokens=30)
    except ConnectError:
        return f"No server answers at {address}."
    return answer.choices[0].message.content


# %% wrong: other_model
def ask(question, address):
    messages = [{"role": "user", "content": question}]
    try:
        client = InferenceClient(base_url=address)
        answer = client.chat_completion(messages, model="hfbasics/sentiment", max_tokens=30)
    except ConnectError:
        return f"No server answers at {address}."
    return answer.choices[0].message.content


# %% wrong: no_model
def ask(question, address):
    messages = [{"role": "user", "content": question}]
    try:
        answer = InferenceClient(base_url=address).chat_completion(messages, max_tokens=30)
    except ConnectError:
        return f"No server answers at {address}."
    return answer.choices[0].message.content


# %% wrong: model_and_address_both_in_the_client
def ask(question, address):
    messages = [{"role": "user", "content": question}]
    try:
        client = InferenceClient(base_url=address, model="hfbasics/decoder")
        answer = client.chat_completion(messages, max_tokens=30)
    except ConnectError:
        return f"No server answers at {address}."
    return answer.choices[0].message.content


# %% wrong: always_the_same_address
def ask(question, address):
    messages = [{"role": "user", "content": question}]
    try:
        answer = client.chat_completion(messages, model="hfbasics/decoder", max_tokens=30)
    except ConnectError:
        return f"No server answers at {address}."
    return answer.choices[0].message.content


# %% wrong: no_address
def ask(question, address):
    messages = [{"role": "user", "content": question}]
    try:
        answer = InferenceClient().chat_completion(messages, model="hfbasics/decoder", max_tokens=30)
    except ConnectError:
        return f"No server answers at {address}."
    return answer.choices[0].message.content


# %% wrong: the_generator_instead_of_the_server
def ask(question, address):
    if address != PRACTICE:
        return f"No server answers at {address}."
    return generator(question, max_new_tokens=30, do_sample=False, return_full_text=False)[0][
        "generated_text"
    ]


# %% wrong: returns_the_whole_answer_object
def ask(question, address):
    messages = [{"role": "user", "content": question}]
    try:
        client = InferenceClient(base_url=address)
        return client.chat_completion(messages, model="hfbasics/decoder", max_tokens=30)
    except ConnectError:
        return f"No server answers at {address}."


# %% wrong: returns_the_message
def ask(question, address):
    messages = [{"role": "user", "content": question}]
    try:
        client = InferenceClient(base_url=address)
        answer = client.chat_completion(messages, model="hfbasics/decoder", max_tokens=30)
    except ConnectError:
        return f"No server answers at {address}."
    return answer.choices[0].message


# %% wrong: prints_the_answer
def ask(question, address):
    messages = [{"role": "user", "content": question}]
    try:
        client = InferenceClient(base_url=address)
        answer = client.chat_completion(messages, model="hfbasics/decoder", max_tokens=30)
    except ConnectError:
        return f"No server answers at {address}."
    print(answer.choices[0].message.content)


# %% wrong: lets_the_error_through
def ask(question, address):
    messages = [{"role": "user", "content": question}]
    client = InferenceClient(base_url=address)
    answer = client.chat_completion(messages, model="hfbasics/decoder", max_tokens=30)
    return answer.choices[0].message.content


# %% wrong: catches_pythons_own_connection_error
def ask(question, address):
    messages = [{"role": "user", "content": question}]
    try:
        client = InferenceClient(base_url=address)
        answer = client.chat_completion(messages, model="hfbasics/decoder", max_tokens=30)
    except ConnectionError:
        return f"No server answers at {address}."
    return answer.choices[0].message.content


# %% wrong: only_making_the_client_is_tried
def ask(question, address):
    messages = [{"role": "user", "content": question}]
    try:
        client = InferenceClient(base_url=address)
    except ConnectError:
        return f"No server answers at {address}."
    answer = client.chat_completion(messages, model="hfbasics/decoder", max_tokens=30)
    return answer.choices[0].message.content


# %% wrong: catches_the_error_and_returns_none
def ask(question, address):
    messages = [{"role": "user", "content": question}]
    try:
        client = InferenceClient(base_url=address)
        answer = client.chat_completion(messages, model="hfbasics/decoder", max_tokens=30)
    except ConnectError:
        return None
    return answer.choices[0].message.content


# %% wrong: returns_the_text_of_the_error
def ask(question, address):
    messages = [{"role": "user", "content": question}]
    try:
        client = InferenceClient(base_url=address)
        answer = client.chat_completion(messages, model="hfbasics/decoder", max_tokens=30)
    except ConnectError as error:
        return str(error)
    return answer.choices[0].message.content


# %% wrong: the_sentence_names_no_address
def ask(question, address):
    messages = [{"role": "user", "content": question}]
    try:
        client = InferenceClient(base_url=address)
        answer = client.chat_completion(messages, model="hfbasics/decoder", max_tokens=30)
    except ConnectError:
        return "No server answers at ADDRESS."
    return answer.choices[0].message.content


# %% wrong: the_sentence_names_the_address_of_the_example
def ask(question, address):
    messages = [{"role": "user", "content": question}]
    try:
        client = InferenceClient(base_url=address)
        answer = client.chat_completion(messages, model="hfbasics/decoder", max_tokens=30)
    except ConnectError:
        return "No server answers at http://127.0.0.1:9."
    return answer.choices[0].message.content


# %% wrong: the_sentence_has_no_full_stop
def ask(question, address):
    messages = [{"role": "user", "content": question}]
    try:
        client = InferenceClient(base_url=address)
        answer = client.chat_completion(messages, model="hfbasics/decoder", max_tokens=30)
    except ConnectError:
        return f"No server answers at {address}"
    return answer.choices[0].message.content


# %% wrong: nobody_ever_answers
def ask(question, address):
    return f"No server answers at {address}."


# %% wrong: takes_every_error_for_a_missing_server
def ask(question, address):
    try:
        # The name of the method is not right, and nobody hears of it.
        answer = InferenceClient(base_url=address).chat(question, model="hfbasics/decoder", max_tokens=30)
        return answer.choices[0].message.content
    except Exception:
        return f"No server answers at {address}."


# %% wrong: hides_what_a_server_answers_with_an_error
def ask(question, address):
    messages = [{"role": "user", "content": question}]
    try:
        client = InferenceClient(base_url=address)
        answer = client.chat_completion(messages, model="hfbasics/decoder", max_tokens=30)
        return answer.choices[0].message.content
    except Exception:
        return f"No server answers at {address}."


# %% wrong: imitates_the_practice_server
def ask(question, address):
    if address == PRACTICE:
        return f"hfbasics/decoder was asked by the user: {question} (1 message, at most 30 tokens)"
    return f"No server answers at {address}."


# %% wrong: hardcodes_the_example
def ask(question, address):
    return "No server answers at http://127.0.0.1:9."
