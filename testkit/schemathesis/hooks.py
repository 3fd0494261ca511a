"""What schemathesis needs to know beyond the document: who it is, and which routes it leaves alone."""

import json
import os
import re
import uuid
import zlib

import requests
import schemathesis

URL = os.environ["PLENUM_URL"]
CREDENTIALS = {"email": os.environ["PLENUM_EMAIL"], "password": os.environ["PLENUM_PASSWORD"]}


def sign_in():
    answer = requests.post(f"{URL}/api/v1/auth/login", json=CREDENTIALS, timeout=20)
    answer.raise_for_status()
    return answer.json()["data"]["tokens"]["accessToken"]


# Records that are there, by the fields and paths that name such records: with ids that name nothing, most requests
# would end at the first look.
KNOWN = json.loads(os.environ["PLENUM_KNOWN"])

# What a link takes from the `ETag` of an answer.
VERSION = re.compile(r'"v[0-9]+"$')


class Session:
    """A session of the administrator. It is renewed, since the API is asked to end sessions too."""

    def get(self, case, context):
        return sign_in()

    def set(self, case, data, context):
        # Signing out ends the session of the token, so it has one of its own.
        ends = case.operation.label.endswith("/auth/logout")
        case.headers["Authorization"] = f"Bearer {sign_in() if ends else data}"


schemathesis.auth(refresh_interval=20)(Session)


# Refusals that a schema cannot foretell: what depends on the data, on other parts of the request, or on how a password
# looks. Whoever sends them has made no mistake that the document speaks of.
UNFORESEEABLE = {
    "invalid_credentials",
    "invalid_cursor",
    "invalid_transition",
    # schemathesis sends an `If-Match` of its own making, whatever the document says, and some are not well-formed.
    "malformed_header",
    "stage_not_in_pipeline",
    "stale",
    "unknown_reference",
    "weak_password",
    # Each field alone may be sorted by, and some of them together are too long for a cursor.
    "unsortable_field",
    # A form is not told of as closely as JSON: which grants there are, and that credentials stand in one place.
    "invalid_request",
    "unsupported_grant_type",
}

# Values whose form a schema names and does not define: an e-mail address, a phone number, a web address.
FORMATS = {"email", "phone", "mobile", "website"}


def is_unforeseeable(error):
    names = re.split(r"[][/]+", error["pointer"])
    if error["code"] in UNFORESEEABLE:
        return True
    # Which fields and scopes there are, and what stands twice, depends on the permission.
    if error["pointer"].startswith("/permissions/"):
        return True
    if error["code"] == "invalid_value":
        # What one part of a request leaves to another: a cursor shuts out a page's number, the size of pages limits it,
        # ascending shuts out descending, a currency has so many decimals, and a primary contact needs an account. In a
        # query an amount and its currency are one text.
        said = (
            "by a cursor, not by both",
            "records are skipped",
            "stands twice",
            "expected an amount of",
            "expected a currency of",
            "only the contact of an account",
            "part of itself",
            "stand above one another",
            # Of these the document says too little: no control characters, nothing unseen in a name (a pattern cannot tell
            # a joiner that shapes a letter from one that hides), and no 5.0 for a 5.
            "none of them a control character",
            "without control characters",
            # The pattern of a decimal number has neither its bounds nor its decimals.
            "expected a decimal number as text",
            "neither links nor characters that are not seen",
            "must be a number of seconds",
            # What a search is made of: one to ten words, however they are set apart.
            "expected a word of letters or digits",
            "expected at most 10 words",
            "related records cannot be read as of a time",
            # Settings that name something of a list that is not in the document.
            "expected a time zone such as",
            "expected a language tag such as",
            "expected a currency such as",
            "expected a country such as",
        )
        # The filters of a kind of field are the same for all of them, and each field has bounds of its own.
        if "filter" in names and ("characters" in error["message"] or "whole number" in error["message"]):
            return True
        # In a filter a word may stand for a day or for the reader, so the document names no format.
        words = ("expected a date such as", "expected a time such as", "expected an id in the form of a UUID")
        if "filter" in names and error["message"].startswith(words):
            return True
        return any(name in FORMATS for name in names) or any(words in error["message"] for words in said)
    # What an operation of a batch needs, and may have, depends on its kind.
    if error["pointer"].startswith("/operations/") and error["code"] in ("missing_field", "unknown_field", "repeated_record"):
        return True
    if error["code"] == "malformed_query":
        return error["pointer"] == "filter" and error["message"].startswith("expected JSON")
    # A filter may nest and repeat as deeply as its schema says, which is deeper than the server reads.
    if error["code"] == "filter_too_large":
        return True
    # Whoever replaces a record may repeat what they cannot set, as it is.
    if error["code"] == "read_only_field":
        return "has another value" in error["message"]
    # The kind of an activity stands in the record and not in the patch of it.
    return error["code"] == "unknown_field" and "of kind" in error["message"]


def is_id(value):
    try:
        return isinstance(value, str) and str(uuid.UUID(value)) == value
    except ValueError:
        return False


@schemathesis.hook
def map_body(ctx, body):
    """Puts values that lead further in the place of others that are as valid, and leaves what is not valid."""
    if isinstance(body, dict):
        body.update({name: known(name, value) for name, value in body.items()})
        # Elsewhere an address is somebody else's.
        if ctx.operation.path.endswith("/auth/login") and isinstance(body.get("email"), str):
            body["email"] = CREDENTIALS["email"]
    return body


def known(name, value):
    if name in KNOWN and is_id(value):
        return KNOWN[name]
    if isinstance(value, str):
        if name == "role":
            return "read_only"
        # The same as before, so that everybody can still sign in.
        if name in ("password", "currentPassword", "newPassword") and 8 <= len(value) <= 256:
            return CREDENTIALS["password"]
    return value


@schemathesis.hook
def before_call(ctx, case, kwargs):
    """Takes most made-up versions out of valid requests, which would all be of another version than the record's."""
    if case.meta is None or not case.meta.generation.mode.is_positive:
        return
    version = case.headers.get("If-Match") if case.headers else None
    if version is not None and not VERSION.match(version) and zlib.crc32(version.encode()) % 4:
        del case.headers["If-Match"]


@schemathesis.hook
def map_path_parameters(ctx, path_parameters):
    """Most ids become the id of something that is there; the others stay the names of nothing."""
    known = KNOWN.get(ctx.operation.path.split("/{id}")[0])
    id = (path_parameters or {}).get("id")
    if known and is_id(id) and uuid.UUID(id).int % 4:
        path_parameters["id"] = known
    return path_parameters


@schemathesis.check
def valid_requests_are_refused_for_reasons_only(ctx, response, case):
    """Stands in for `positive_data_acceptance`, which knows statuses and not reasons."""
    if case.meta is None or not case.meta.generation.mode.is_positive or response.status_code not in (400, 412, 415, 422):
        return
    problem = response.json()
    reasons = problem.get("errors") or []
    excused = all(map(is_unforeseeable, reasons)) if reasons else problem["code"] in UNFORESEEABLE
    assert excused, f"a valid request was refused: {problem}"


@schemathesis.check
def errors_have_codes_that_the_operation_documents(ctx, response, case):
    """One schema describes the errors of all operations; which codes an operation has stands in an extension of it."""
    if response.headers.get("Content-Type", [""])[0] != "application/problem+json":
        return
    problem = response.json()
    assert problem["status"] == response.status_code, f"another status than that of the answer: {problem}"
    codes = case.operation.definition.raw["x-codes"]
    assert problem["code"] in codes, f"a code that is not among {codes}: {problem}"
    stale = {"yours", "theirs"}
    assert (response.status_code == 412) == (stale & problem.keys() == stale), f"versions without a conflict: {problem}"


# Filters for the parameter whose text the document can only call JSON.
FILTERS = (
    {},
    {"createdAt": {"gte": "2026-01-01T00:00:00Z"}},
    {"or": [{"version": {"between": [1, 9]}}, {"updatedBy": {"is_empty": False}}]},
)


@schemathesis.hook
def map_query(ctx, query):
    """Most texts become a filter."""
    text = (query or {}).get("filter")
    if isinstance(text, str) and zlib.crc32(text.encode("utf-8", "replace")) % 8:
        query["filter"] = json.dumps(FILTERS[len(text) % len(FILTERS)])
    return query


@schemathesis.hook
def before_load_schema(ctx, raw_schema):
    """Lets no answer have members that the document does not describe.

    Clients ignore what they do not know, so the document leaves room for more; this very version of the program has none
    to fill it with.
    """
    for operation in (operation for item in raw_schema["paths"].values() for operation in item.values()):
        # The server itself refuses a head of more than 16 KiB, before there is a route whose promise that could be.
        operation["responses"]["431"] = {"description": "The head of the request is too large."}
    schemas = raw_schema["components"]["schemas"]
    close(schemas)
    # Every value of a list is sent in every place that takes it. Currencies are all alike, and so are fields of a kind.
    del schemas["Currency"]["enum"][3:]
    conditions = set()
    for name, schema in schemas.items():
        if name.endswith("Filter"):
            for field, condition in list(schema["properties"].items()):
                kind = condition.get("$ref")
                if kind in conditions:
                    del schema["properties"][field]
                elif kind:
                    conditions.add(kind)


def close(schema):
    if isinstance(schema, list):
        for item in schema:
            close(item)
    elif isinstance(schema, dict):
        if schema.get("type") == "object" and isinstance(schema.get("properties"), dict):
            schema.setdefault("additionalProperties", False)
        for item in schema.values():
            close(item)
