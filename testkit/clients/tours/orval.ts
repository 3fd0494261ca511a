// A tour of the contacts with the functions that orval makes. docs/CLIENTS.md shows parts of it.

import assert from "node:assert/strict";
import { installation, newTag } from "./installation";
// #region sign-in
import { plenum } from "./orval-fetch";
import {
  createContact, deleteContact, getContact, listContacts, login, patchContact, restoreContact, searchContacts,
} from "../generated/orval/plenum";
// #endregion

const { url, email, password } = installation();
const source = newTag("orval");

// #region sign-in
plenum.url = url;

const signedIn = await login({ email, password });
if (signedIn.status !== 200) throw new Error(signedIn.data.detail);
const { tokens } = signedIn.data.data;
if (!tokens) throw new Error("a person of several tenants says which, as `tenantId`");
plenum.token = tokens.accessToken;
// #endregion

// #region create
const created = await createContact({ firstName: "Ada", lastName: "Müller", email: `ada@${source}.example`, source });
if (created.status !== 201) throw new Error(created.data.detail);
const ada = created.data.data;
// #endregion
assert.equal(ada.version, 1);
for (const firstName of ["Bea", "Cem"]) {
  const { status } = await createContact({ firstName, lastName: "Roth", source });
  assert.equal(status, 201);
}

// #region list
const newest = await listContacts({
  sort: ["-createdAt", "lastName"],
  fields: ["firstName", "createdAt"],
  limit: 3,
});
if (newest.status !== 200) throw new Error(newest.data.detail);
const names = newest.data.data.map((contact) => contact.firstName);
// #endregion
assert.deepEqual(names, ["Cem", "Bea", "Ada"]);
assert.deepEqual(Object.keys(newest.data.data[0]!).sort(), ["createdAt", "firstName", "id"]);

// #region search
const found = await searchContacts({
  filter: {
    source: { eq: source },
    or: [{ lastName: { contains: "mül" } }, { email: { is_empty: true }, firstName: { starts_with: "C" } }],
  },
  sort: ["firstName"],
});
if (found.status !== 200) throw new Error(found.data.detail);
// #endregion
assert.deepEqual(found.data.data.map((contact) => contact.firstName), ["Ada", "Cem"]);

const filter = JSON.stringify({ source: { eq: source }, lastName: { eq: "roth" } });
const filtered = await listContacts({ filter, sort: ["-firstName"] });
if (filtered.status !== 200) throw new Error(filtered.data.detail);
assert.deepEqual(filtered.data.data.map((contact) => contact.firstName), ["Cem", "Bea"]);

// #region pages
const everyone: string[] = [];
let pages = 0;
let cursor: string | undefined;
do {
  const page = await searchContacts({ filter: { source: { eq: source } }, sort: ["firstName"], limit: 2, cursor });
  if (page.status !== 200) throw new Error(page.data.detail);
  everyone.push(...page.data.data.map((contact) => contact.id));
  pages += 1;
  cursor = page.data.page.next ?? undefined;
} while (cursor);
// #endregion
assert.deepEqual([pages, everyone.length, everyone[0]], [2, 3, ada.id]);

// #region patch
const read = `"v${ada.version}"`;
const patched = await patchContact(ada.id, { title: "Countess", email: null }, { "If-Match": read });
if (patched.status !== 200) throw new Error(patched.data.detail);
// #endregion
assert.deepEqual([patched.data.data.title, patched.data.data.email, patched.data.data.version], ["Countess", null, 2]);
assert.equal(patched.headers.get("ETag"), '"v2"');

// #region stale
const late = await patchContact(ada.id, { title: "Analyst" }, { "If-Match": read });
if (late.status === 412) {
  console.log("somebody was quicker:", late.data.theirs);
}
// #endregion
assert.equal(late.status, 412);
assert.equal(late.data.code, "stale");
assert.equal(late.data.theirs?.["title"], "Countess");
assert.equal(late.data.yours?.["title"], "Analyst");

// #region invalid
const refused = await createContact({ firstName: "Dan", email: "nowhere" });
if (refused.status === 422) {
  for (const { pointer, message } of refused.data.errors ?? []) console.log(pointer, message);
}
// #endregion
assert.equal(refused.status, 422);
assert.deepEqual(refused.data.errors?.map((error) => error.pointer), ["/email"]);

const deleted = await deleteContact(ada.id, { "If-Match": '"v2"' });
assert.equal(deleted.status, 204);
const gone = await getContact(ada.id);
assert.equal(gone.status, 404);
assert.equal(gone.data.code, "not_found");
const restored = await restoreContact(ada.id);
assert.equal(restored.status, 200);
assert.equal(restored.data.data.title, "Countess");

for (const id of everyone) assert.equal((await deleteContact(id)).status, 204);
