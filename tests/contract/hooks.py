"""What schemathesis needs to know of this API: who may call an operation, and which ids are alive."""

import json
import os
import random
import time
import urllib.error
import urllib.request
import uuid

import schemathesis

ORIGIN = os.environ["COUNTERSIGN_ORIGIN"]
PASSWORD = "correct horse battery staple"
PEOPLE = ["requester", "hod", "accounts", "accounts2", "gm", "admin", "owner", "auditor"]
# An access token lives five minutes.
RENEW_AFTER_S = 200
CHANCE = random.Random(int(os.environ.get("COUNTERSIGN_SEED", "1")))
ALIVE_SHARE = 0.6

SPARE_SESSIONS = 8

entered: dict[str, tuple[float, str]] = {}


def call(method, path, token=None, body=None):
    """Sends one request by hand and gives the answer's JSON."""
    headers = {"Content-Type": "application/json", "Idempotency-Key": str(uuid.uuid4())}
    if token:
        headers["Authorization"] = f"Bearer {token}"
    data = json.dumps(body).encode() if body is not None else None
    request = urllib.request.Request(ORIGIN + path, data=data, headers=headers, method=method)
    with urllib.request.urlopen(request, timeout=30) as answer:
        return json.load(answer)


def sign_in(person):
    """A new session of somebody of the hotel."""
    entry = {"organisation": "harbour-house", "email": f"{person}@harbour-house.example", "password": PASSWORD}
    return call("POST", "/v1/session", body=entry)["access_token"]


def token_of(person):
    """A token of somebody of the hotel, renewed in time."""
    at, token = entered.get(person, (0.0, ""))
    if not token or time.monotonic() - at > RENEW_AFTER_S:
        try:
            token = sign_in(person)
        except urllib.error.HTTPError:
            # The sign-in itself is tried too, until it asks for patience; an old token then earns a documented 401.
            pass
        entered[person] = (time.monotonic(), token)
    return token


# Ending a session must not end one that others call with.
SPARE = [sign_in(PEOPLE[0]) for _ in range(SPARE_SESSIONS)]
HOLDINGS = {person: set(call("GET", "/v1/session", token_of(person))["permissions"]) for person in PEOPLE}


@schemathesis.auth(refresh_interval=None)
class Holder:
    """Signs each call as somebody who holds the operation's permission."""

    def get(self, case, context):
        wanted = case.operation.definition.raw.get("x-permission")
        if wanted == "session.end":
            return CHANCE.choice(SPARE)
        able = [person for person in PEOPLE if wanted is None or wanted in HOLDINGS[person]]
        return token_of(CHANCE.choice(able or PEOPLE))

    def set(self, case, data, context):
        if case.operation.definition.raw.get("x-permission"):
            case.headers["Authorization"] = f"Bearer {data}"


LISTS = {
    "/purchase-orders/": "/v1/purchase-orders",
    "/requisitions/": "/v1/requisitions",
    "/suppliers/": "/v1/suppliers",
    "/people/": "/v1/people",
    "/departments/": "/v1/departments",
    "/categories/": "/v1/categories",
    "/tax-codes/": "/v1/tax-codes",
    "/delivery-addresses/": "/v1/delivery-addresses",
    "/approval-policies/": "/v1/approval-policies",
    "/imports/": "/v1/imports",
    "/audit-events/": "/v1/audit-events",
}
found: dict[str, list[str]] = {}


def alive(listing):
    """Ids that somebody sees now; the list is read once."""
    if listing not in found:
        ids = set()
        for person in ("requester", "accounts", "owner", "auditor"):
            try:
                ids |= {row["id"] for row in call("GET", listing, token_of(person)).get("items", []) if "id" in row}
            except urllib.error.HTTPError:
                continue
        found[listing] = sorted(ids)
    return found[listing]


@schemathesis.hook
def map_path_parameters(context, path_parameters):
    """Most ids are alive, so that a call gets past the look-up."""
    path = context.operation.path
    for part, listing in LISTS.items():
        if part + "{id}" in path and path_parameters and CHANCE.random() < ALIVE_SHARE:
            ids = alive(listing)
            if ids:
                path_parameters = {**path_parameters, "id": CHANCE.choice(ids)}
    return path_parameters


@schemathesis.hook
def map_headers(context, headers):
    """Every key of idempotency is new."""
    if headers and "Idempotency-Key" in headers:
        headers = {**headers, "Idempotency-Key": str(uuid.uuid4())}
    return headers
