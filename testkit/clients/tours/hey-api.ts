// A tour of the contacts with the functions that @hey-api/openapi-ts makes. docs/CLIENTS.md shows parts of it.

import assert from "node:assert/strict";
import { installation, newTag } from "./installation";
// #region sign-in
import {
  createContact, deleteContact, getContact, listContacts, login, patchContact, restoreContact, searchContacts,
} from "../generated/hey-api";
import { client } from "../generated/hey-api/client.gen";
// #endregion

const { url, email, password } = installation();
const source = newTag("hey-api");

// #region sign-in
client.setConfig({ baseUrl: url });

const signedIn = await login({ body: { email, password }, throwOnError: true });
const { tokens } = signedIn.data.data;
if (!tokens) throw new Error("a person of several tenants says which, as `tenantId`");
client.setConfig({ auth: () => tokens.accessToken });
// #endregion

// #region create
const created = await createContact({
  body: { firstName: "Ada", lastName: "Müller", email: `ada@${source}.example`, source },
  throwOnError: true,
});
const ada = created.data.data;
// #endregion
assert.equal(ada.version, 1);
for (const firstName of ["Bea", "Cem"]) {
  await createContact({ body: { firstName, lastName: "Roth", source }, throwOnError: true });
}

// #region list
const newest = await listContacts({
  query: { sort: ["-createdAt", "lastName"], fields: ["firstName", "createdAt"], limit: 3 },
  throwOnError: true,
});
const names = newest.data.data.map((contact) => contact.firstName);
// #endregion
assert.deepEqual(names, ["Cem", "Bea", "Ada"]);
assert.deepEqual(Object.keys(newest.data.data[0]!).sort(), ["createdAt", "firstName", "id"]);

// #region search
const found = await searchContacts({
  body: {
    filter: {
      source: { eq: source },
      or: [{ lastName: { contains: "mül" } }, { email: { is_empty: true }, firstName: { starts_with: "C" } }],
    },
    sort: ["firstName"],
  },
  throwOnError: true,
});
// #endregion
assert.deepEqual(found.data.data.map((contact) => contact.firstName), ["Ada", "Cem"]);

const filtered = await listContacts({
  query: { filter: JSON.stringify({ source: { eq: source }, lastName: { eq: "roth" } }), sort: ["-firstName"] },
  throwOnError: true,
});
assert.deepEqual(filtered.data.data.map((contact) => contact.firstName), ["Cem", "Bea"]);

// #region pages
const everyone: string[] = [];
let pages = 0;
let cursor: string | undefined;
do {
  const page = await searchContacts({
    body: { filter: { source: { eq: source } }, sort: ["firstName"], limit: 2, cursor },
    throwOnError: true,
  });
  everyone.push(...page.data.data.map((contact) => contact.id));
  pages += 1;
  cursor = page.data.page.next ?? undefined;
} while (cursor);
// #endregion
assert.deepEqual([pages, everyone.length, everyone[0]], [2, 3, ada.id]);

// #region patch
const read = `"v${ada.version}"`;
const patched = await patchContact({
  path: { id: ada.id },
  headers: { "If-Match": read },
  body: { title: "Countess", email: null },
  throwOnError: true,
});
// #endregion
assert.deepEqual([patched.data.data.title, patched.data.data.email, patched.data.data.version], ["Countess", null, 2]);
assert.equal(patched.response.headers.get("ETag"), '"v2"');

// #region stale
const late = await patchContact({
  path: { id: ada.id },
  headers: { "If-Match": read },
  body: { title: "Analyst" },
  throwOnError: false,
});
if (late.error?.code === "stale") {
  console.log("somebody was quicker:", late.error.theirs);
}
// #endregion
assert.equal(late.response?.status, 412);
assert.equal(late.error?.code, "stale");
assert.equal(late.error?.theirs?.["title"], "Countess");
assert.equal(late.error?.yours?.["title"], "Analyst");

// #region invalid
const refused = await createContact({ body: { firstName: "Dan", email: "nowhere" }, throwOnError: false });
for (const { pointer, message } of refused.error?.errors ?? []) {
  console.log(pointer, message);
}
// #endregion
assert.equal(refused.response?.status, 422);
assert.deepEqual(refused.error?.errors?.map((error) => error.pointer), ["/email"]);

await deleteContact({ path: { id: ada.id }, headers: { "If-Match": '"v2"' }, throwOnError: true });
const gone = await getContact({ path: { id: ada.id }, throwOnError: false });
assert.deepEqual([gone.response?.status, gone.error?.code], [404, "not_found"]);
const restored = await restoreContact({ path: { id: ada.id }, throwOnError: true });
assert.equal(restored.data.data.title, "Countess");

for (const id of everyone) await deleteContact({ path: { id }, throwOnError: true });
