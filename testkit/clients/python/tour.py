"""A tour of the contacts with the client that openapi-python-client makes. docs/CLIENTS.md shows parts of it."""

import json
import os
import uuid

# #region sign-in
from plenum_client import AuthenticatedClient, Client
from plenum_client.api.auth import login
from plenum_client.api.contacts import (
    create_contact,
    delete_contact,
    get_contact,
    list_contacts,
    patch_contact,
    restore_contact,
    search_contacts,
)
from plenum_client.models import (
    ContactAnswer,
    ContactFilter,
    ContactPage,
    ContactPatch,
    ContactSearch,
    EmailCondition,
    LoginRequest,
    NewContact,
    Problem,
    TextCondition,
)
from plenum_client.types import UNSET, Unset
# #endregion

url, email, password = (os.environ[name] for name in ("PLENUM_URL", "PLENUM_EMAIL", "PLENUM_PASSWORD"))
# Only the records of this tour have it, whatever else is in the installation.
source = f"python-{uuid.uuid4()}"


def first_names(page: ContactPage) -> list[object]:
    return [contact.first_name for contact in page.data]


# #region sign-in
signed_in = login.sync(client=Client(url), body=LoginRequest(email=email, password=password))
assert signed_in is not None
if isinstance(signed_in, Problem):
    raise SystemExit(signed_in.detail)
if not signed_in.data.tokens:
    raise SystemExit("a person of several tenants says which, as tenant_id")
client = AuthenticatedClient(url, token=signed_in.data.tokens.access_token)
# #endregion

# #region create
created = create_contact.sync(
    client=client,
    body=NewContact(first_name="Ada", last_name="Müller", email=f"ada@{source}.example", source=source),
)
assert isinstance(created, ContactAnswer), created
ada = created.data
# #endregion
assert ada.version == 1
for first_name in ("Bea", "Cem"):
    body = NewContact(first_name=first_name, last_name="Roth", source=source)
    assert create_contact.sync_detailed(client=client, body=body).status_code == 201

# #region list
newest = list_contacts.sync(
    client=client, sort=["-createdAt", "lastName"], fields=["firstName", "createdAt"], limit=3
)
assert isinstance(newest, ContactPage), newest
# #endregion
assert first_names(newest) == ["Cem", "Bea", "Ada"]
assert sorted(newest.data[0].to_dict()) == ["createdAt", "firstName", "id"]

# #region search
found = search_contacts.sync(
    client=client,
    body=ContactSearch(
        filter_=ContactFilter(
            source=TextCondition(eq=source),
            or_=[
                ContactFilter(last_name=TextCondition(contains="mül")),
                ContactFilter(email=EmailCondition(is_empty=True), first_name=TextCondition(starts_with="C")),
            ],
        ),
        sort=["firstName"],
    ),
)
assert isinstance(found, ContactPage), found
# #endregion
assert first_names(found) == ["Ada", "Cem"]

text = json.dumps({"source": {"eq": source}, "lastName": {"eq": "roth"}})
filtered = list_contacts.sync(client=client, filter_=text, sort=["-firstName"])
assert isinstance(filtered, ContactPage), filtered
assert first_names(filtered) == ["Cem", "Bea"]

# #region pages
everyone = []
pages = 0
cursor: str | Unset = UNSET
only_ours = ContactFilter(source=TextCondition(eq=source))
while True:
    search = ContactSearch(filter_=only_ours, sort=["firstName"], limit=2, cursor=cursor)
    page = search_contacts.sync(client=client, body=search)
    assert isinstance(page, ContactPage), page
    everyone += page.data
    pages += 1
    if page.page.next_ is None:
        break
    cursor = page.page.next_
# #endregion
assert (pages, len(everyone), everyone[0].id) == (2, 3, ada.id)

# #region patch
read = f'"v{ada.version}"'
patch = ContactPatch(title="Countess", email=None)  # None clears; what is not named stays
patched = patch_contact.sync(ada.id, client=client, body=patch, if_match=read)
assert isinstance(patched, ContactAnswer), patched
# #endregion
assert (patched.data.title, patched.data.email, patched.data.version) == ("Countess", None, 2)

# #region stale
late = patch_contact.sync(ada.id, client=client, body=ContactPatch(title="Analyst"), if_match=read)
if isinstance(late, Problem) and late.code == "stale":
    print("somebody was quicker:", late.theirs)
# #endregion
assert isinstance(late, Problem) and late.code == "stale" and late.status == 412
assert late.theirs and late.theirs["title"] == "Countess"
assert late.yours and late.yours["title"] == "Analyst"

# #region invalid
refused = create_contact.sync(client=client, body=NewContact(first_name="Dan", email="nowhere"))
if isinstance(refused, Problem) and refused.errors:
    for error in refused.errors:
        print(error.pointer, error.message)
# #endregion
assert isinstance(refused, Problem) and refused.status == 422
assert refused.errors and [error.pointer for error in refused.errors] == ["/email"]

assert delete_contact.sync_detailed(ada.id, client=client, if_match='"v2"').status_code == 204
gone = get_contact.sync(ada.id, client=client)
assert isinstance(gone, Problem) and gone.code == "not_found"
restored = restore_contact.sync(ada.id, client=client)
assert isinstance(restored, ContactAnswer) and restored.data.title == "Countess"

for contact in everyone:
    assert delete_contact.sync_detailed(contact.id, client=client).status_code == 204
