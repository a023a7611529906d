"""One learner cannot read, forge, alter or delete the answers of another."""

from __future__ import annotations

import time

import attacks
import msgspec
import pytest
from house import HUBS, answer, call, service_of

from helpers.classroom.hub.client import read_class
from helpers.sharing.calls import NoAnswer

pytestmark = pytest.mark.hub


@pytest.fixture(scope="module", params=HUBS)
def hub(request):
    """The Hub on each database: a newcomer's run takes the demonstration's own."""
    return request.getfixturevalue(request.param)


@pytest.fixture(scope="module")
def people(hub):
    """Mallory, who attacks, Ben, who has three answers, and the teacher."""
    return {person.name: person for person in hub.people(["mallory", "ben", "teacher"])}


@pytest.fixture(scope="module")
def tokens(people):
    return {name: person.new_token()["token"] for name, person in people.items()}


@pytest.fixture(scope="module")
def bens(hub, tokens):
    """What Ben has handed in."""
    kept = [answer(f"q{n}", n) for n in range(3)]
    hand_in(service_of(hub, tokens["ben"]), *kept)
    return kept


def hand_in(service, *attempts) -> dict:
    facts = [msgspec.structs.asdict(one) for one in attempts]
    return service.call("POST", "/api/answers", {"attempts": facts}, dict)


SHORT = 4
"""Seconds that a token lives which is to be used once before it ends."""


def spoilt_tokens(hub, person) -> dict[str, str]:
    """Tokens of Ben's that were good or are good for something else."""
    revoked, expired = person.new_token(), person.new_token(expires_in=SHORT)
    for one in (expired, revoked):
        assert (
            service_of(hub, one["token"]).call("GET", "/api/answers", None, dict)["learner"]
            == "ben"
        )
    assert person.ask_hub("DELETE", f"/users/ben/tokens/{revoked['id']}").status == 204
    limited = person.new_token(scopes=["read:users:name!user=ben"])
    time.sleep(SHORT + 0.5)
    return {
        "a made-up": "0" * 32,
        "an empty": "",
        "a revoked": revoked["token"],
        "an expired": expired["token"],
        "a limited": limited["token"],
        "a token's id as a": revoked["id"],
        "a cut": revoked["token"][:-1],
    }


def list_of_attacks(hub, people, tokens, bens) -> list[attacks.Attack]:
    mine, spoilt = tokens["mallory"], spoilt_tokens(hub, people["ben"])
    found = [*attacks.token_attacks(mine, tokens["ben"], spoilt)]
    found += attacks.forged_names(mine, bens[0].id)
    found += attacks.verbs(mine, bens[0].id)
    found += attacks.odd_json(mine)
    found += attacks.sizes_and_kinds(mine)
    found += attacks.paths(mine)
    found += attacks.other_sites(people["mallory"], people["teacher"])
    found += attacks.at_the_hub(mine)
    found += attacks.by_a_teacher(tokens["teacher"])
    return found


def test_every_attack_is_refused(hub, people, tokens, bens, counted):
    before = class_of(hub, tokens)
    wrong = []
    found = list_of_attacks(hub, people, tokens, bens)
    for number, one in enumerate(found, 1):
        if one.browser:
            reply = one.browser.visit(one.method, one.path, one.body, one.headers)
        else:
            reply = call(hub.port, one.method, one.path, one.body, one.headers)
        counted(f"{number:3} {one.name}: {reply.status} {reply.sentence}".rstrip())
        headers = {name.lower() for name, _ in reply.headers}
        if reply.status not in one.statuses:
            wrong.append(f"{one.name}: {reply.status}, not {one.statuses} {reply.body[:200]!r}")
        elif one.path.startswith(attacks.PREFIX) and "access-control-allow-origin" in headers:
            wrong.append(f"{one.name}: another site may read the answer")
        elif b"Traceback" in reply.body or b"sqlalchemy" in reply.body.lower():
            wrong.append(f"{one.name}: the answer shows the inside: {reply.body[:200]!r}")
    assert not wrong, "\n".join(wrong)
    assert len(found) >= 25 and len({one.name for one in found}) == len(found)
    assert class_of(hub, tokens) == before
    assert (
        service_of(hub, tokens["mallory"]).call("GET", "/api/answers", None, dict)["attempts"] == []
    )
    counted(f"    {len(found)} attacks, {len(found)} refused ({hub.about})")


def class_of(hub, tokens):
    return {one.key: one.attempts for one in read_class(hub.results, tokens["teacher"]).learners}


def test_every_refusal_is_a_sentence(hub, tokens):
    for method, path in (("GET", "/nothing"), ("PUT", "/api/answers"), ("GET", "/api/class")):
        headers = attacks.bearer(tokens["mallory"])
        reply = call(hub.port, method, attacks.PREFIX + path, None, headers)
        assert reply.sentence.endswith("."), reply
        assert dict(reply.headers)["content-type"] == "application/json"


def test_the_id_of_anothers_answer_changes_nothing_of_it(hub, tokens, bens):
    """Ids are each learner's own: Mallory gets an answer of her own, and Ben's stays."""
    forged = msgspec.structs.replace(bens[0], response=99, outcome="incorrect", score=0.0)
    mallory, ben = (service_of(hub, tokens[name]) for name in ("mallory", "ben"))
    assert hand_in(mallory, forged) == {"kept": 1, "differing": []}
    assert [a["response"] for a in ben.call("GET", "/api/answers", None, dict)["attempts"]] == [
        0,
        1,
        2,
    ]
    found = class_of(hub, tokens)
    assert found["ben"] == tuple(bens) and found["mallory"] == (forged,)


def test_ones_own_answer_cannot_be_bettered_later(hub, tokens):
    service = service_of(hub, tokens["mallory"])
    first = answer("q-own", 1, "incorrect", score=0.0)
    better = msgspec.structs.replace(first, response=0, outcome="correct", score=1.0)
    assert hand_in(service, first) == {"kept": 1, "differing": []}
    assert hand_in(service, better) == {"kept": 0, "differing": [first.id]}
    assert class_of(hub, tokens)["mallory"][-1] == first


def test_a_replayed_call_doubles_nothing(hub, tokens, bens):
    service = service_of(hub, tokens["ben"])
    for _ in range(3):
        assert hand_in(service, *bens) == {"kept": 3, "differing": []}
    assert class_of(hub, tokens)["ben"] == tuple(bens)


def test_who_leaves_the_group_reads_the_class_no_more(hub, people, tokens):
    token = hub.person("gone").new_token()["token"]
    service, users = service_of(hub, token), "/groups/teachers/users"
    assert people["teacher"].ask_hub("POST", users, {"users": ["gone"]}).status == 200
    assert service.call("GET", "/api/class", None, dict)["answers"]
    assert people["teacher"].ask_hub("DELETE", users, {"users": ["gone"]}).status == 200
    with pytest.raises(NoAnswer, match="Only members of the group teachers"):
        service.call("GET", "/api/class", None, dict)
