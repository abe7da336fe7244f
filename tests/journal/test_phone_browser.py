"""A phone's own journal in a real Chromium: its bytes are what the office reads."""

import json
import urllib.error
import urllib.request
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Error

pytestmark = pytest.mark.browser

JOIN = """async (code) => {
    const { join } = await import("/static/journal/joining.js");
    const send = async (message) => {
        const answer = await fetch("/api/v1/enrol", { method: "POST", body: message });
        if (!answer.ok) throw new Error(await answer.text());
        return new Uint8Array(await answer.arrayBuffer());
    };
    const me = await join(code, send);
    return { name: me.name, streams: me.streams };
}"""
RECORD = """async ([by, acts]) => {
    const { record } = await import("/static/journal/writing.js");
    const ids = [];
    for (const [action, act] of acts) ids.push(...await record(action, by, [act]));
    return ids;
}"""
DELIVER = """async (address) => {
    const { deliver } = await import("/static/journal/delivering.js");
    const send = async (message) => {
        const answer = await fetch(`${address}/api/v1/deliver`, { method: "POST", body: message });
        if (!answer.ok) throw new Error(await answer.text());
        return new Uint8Array(await answer.arrayBuffer());
    };
    const receipt = await deliver(address, send, "test");
    const { chains } = await import("/static/journal/writing.js");
    const { get } = await import("/static/journal/store.js");
    const [[, chain]] = await chains();
    return {
        kind: receipt.isOffice ? "office" : "hub", troubles: receipt.troubles, refused: receipt.refused,
        tip: chain.tip, van: chain.van, office: chain.office, plan: (await get("self", "plan")).told,
    };
}"""
OUTING = """
from mobilink.outreach.models import Outing
print(Outing.objects.filter(executing_unit__code="KEPRI-KPP").first().pk)
"""
COUNT = """
import json
from mobilink.booth.models import Tally, Visit, Void
from mobilink.journal.storage.models import Segment
from mobilink.journal.safety.rebuild import verify
from mobilink.journal.core.segment import unpack
assert verify().is_equal, verify().differences
told = {model.__name__: [row.hex for row in model.objects.values_list("pk", flat=True)] for model in (Tally, Visit, Void)}
told["reasons"] = sorted(set(Void.objects.values_list("reason", flat=True)))
for segment in Segment.objects.order_by("-id")[:1]:
    told["salted"] = [bool(entry.salt) for entry in unpack(bytes(segment.data)).entries]
print(json.dumps(told))
"""


@pytest.fixture
def phone(served, page):
    """A phone that has joined the section's outreach, at the page of its office."""
    page.goto(f"{served.address}/sign-in/")
    code = served.run("invite", "--kind", "phone", "--unit", "KEPRI-KPP").stdout.strip()
    joined = page.evaluate(JOIN, code)
    assert joined["streams"] == ["team", "unit/KEPRI-KPP"]
    return page


def test_what_a_phone_records_without_a_network_comes_home_with_its_own_ids(served, phone, context):
    outing = served.python(OUTING).strip()
    void = [
        "record void",
        {
            "stream": "unit/KEPRI-KPP",
            "kind": "void",
            "fields": {
                "outing": outing,
                "at": 1_566_081_000_000,
                "fact": outing,
                "kind": "tally",
                "reason": "Ümläut — 30 ribu",
            },
        },
    ]
    visit = [
        "record visit",
        {
            "stream": "unit/KEPRI-KPP",
            "kind": "visit",
            "isPersonal": True,
            "fields": {
                "outing": outing,
                "at": 1_566_081_000_001,
                "topics": ["documents"],
            },
        },
    ]
    before = json.loads(served.python(COUNT))

    phone.evaluate("import('/static/journal/delivering.js')")
    context.set_offline(True)
    ids = phone.evaluate(RECORD, ["", [void, visit] * 130])
    context.set_offline(False)
    delivered = phone.evaluate(DELIVER, served.address)

    assert delivered["kind"] == "office"
    assert (delivered["troubles"], delivered["refused"]) == ([], [])
    assert (delivered["tip"], delivered["office"]) == (260, 260)
    now = json.loads(served.python(COUNT))
    assert {id_ for kind in ("Void", "Visit") for id_ in set(now[kind]) - set(before[kind])} == {
        *ids
    }
    assert "Ümläut — 30 ribu" in now["reasons"]
    assert now["salted"] == [False, True] * 5
    assert delivered["plan"]["unit"]["code"] == "KEPRI-KPP"


FORWARDED = """async (address) => {
    const { deliver } = await import("/static/journal/delivering.js");
    const { get } = await import("/static/journal/store.js");
    let refused = "";
    const forward = async (message) => {
        const answer = await fetch("/api/v1/deliver", { method: "POST", body: message });
        if (answer.status === 403) refused = (await answer.json()).refused;
        if (!answer.ok) throw new Error("Refused.");
        return new Uint8Array(await answer.arrayBuffer());
    };
    await deliver(address, forward, "test").catch(() => undefined);
    return { refused, plan: await get("self", "plan"), station: await get("stations", address) };
}"""


def test_a_station_that_forwards_what_a_phone_says_gets_nothing_for_it(served, phone):
    answer = phone.evaluate(FORWARDED, "https://vans.example")

    assert "said to “vans.example”" in answer["refused"]
    assert (answer.get("plan"), answer.get("station")) == (None, None)

    assert phone.evaluate(FORWARDED, served.address)["plan"]["told"]["outings"] is not None


def answered_by(station):
    """Have another installation answer under the address that the phone knows."""

    def answer(route):
        asked = urlsplit(route.request.url)
        body, headers = route.request.post_data_buffer, {"Host": asked.netloc}
        again = urllib.request.Request(f"{station.address}{asked.path}", body, headers)
        try:
            with urllib.request.urlopen(again, timeout=60) as said:
                route.fulfill(status=200, body=said.read())
        except urllib.error.HTTPError as refused:
            route.fulfill(status=refused.code, body=refused.read())

    return answer


def test_a_phone_that_the_office_forgot_joins_again_with_all_that_it_recorded(
    served, serve_in, tmp_path, phone
):
    """An office that was set back to the day before the phone joined has its keys, and no phone."""
    fields = {"outing": served.python(OUTING).strip(), "at": 1_566_081_000_000}
    tally = ["record tally", {"stream": "unit/KEPRI-KPP", "kind": "tally", "fields": fields}]
    phone.evaluate(RECORD, ["", [tally] * 3])
    assert phone.evaluate(DELIVER, served.address)["office"] == 3

    set_back = serve_in(tmp_path / "set-back")
    try:
        before = len(json.loads(set_back.python(COUNT))["Tally"])
        phone.route("**/api/v1/*", answered_by(set_back))
        with pytest.raises(Error, match="Let it join at the office once more"):
            phone.evaluate(DELIVER, served.address)

        code = set_back.run("invite", "--kind", "phone", "--unit", "KEPRI-KPP").stdout.strip()
        phone.evaluate(JOIN, code)
        delivered = phone.evaluate(DELIVER, served.address)

        assert (delivered["tip"], delivered["office"], delivered["troubles"]) == (3, 3, [])
        assert len(json.loads(set_back.python(COUNT))["Tally"]) == before + 3
    finally:
        set_back.stop()


PRUNE = """async () => {
    const { chains } = await import("/static/journal/writing.js");
    const { get, put, all } = await import("/static/journal/store.js");
    const { prune } = await import("/static/journal/pruning.js");
    const [[name, state]] = await chains();
    await put("chains", { ...state, backup: 3 }, name);
    await prune();
    return (await all("segments")).length;
}"""
KEPT = """async (address) => {
    const { get } = await import("/static/journal/store.js");
    return Object.values((await get("stations", address)).kept);
}"""


def test_a_station_that_lacks_only_what_a_backup_covers_takes_the_rest(
    served, serve_in, tmp_path, phone
):
    fields = {"outing": served.python(OUTING).strip(), "at": 1_566_081_000_000}
    tally = ["record tally", {"stream": "unit/KEPRI-KPP", "kind": "tally", "fields": fields}]
    phone.evaluate(RECORD, ["", [tally] * 3])
    phone.evaluate(DELIVER, served.address)
    assert phone.evaluate(PRUNE) == 0
    phone.evaluate(RECORD, ["", [tally] * 2])

    new = serve_in(tmp_path / "new")
    try:
        phone.route("**/api/v1/*", answered_by(new))
        code = new.run("invite", "--kind", "phone", "--unit", "KEPRI-KPP").stdout.strip()
        phone.evaluate(JOIN, code)

        delivered = phone.evaluate(DELIVER, served.address)
    finally:
        new.stop()

    assert (delivered["tip"], delivered["office"]) == (5, 0)
    assert phone.evaluate(KEPT, served.address) == [5]
