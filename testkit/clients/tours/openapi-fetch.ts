// A tour of the contacts with openapi-fetch and the types of @plenum/api. docs/CLIENTS.md shows parts of it.

import assert from "node:assert/strict";
import { installation, newTag } from "./installation";
// #region sign-in
import createClient from "openapi-fetch";
import type { paths } from "@plenum/api";
// #endregion

const { url, email, password } = installation();
const source = newTag("openapi-fetch");

// #region sign-in
const api = createClient<paths>({ baseUrl: url });

const signedIn = await api.POST("/api/v1/auth/login", { body: { email, password } });
if (signedIn.error) throw new Error(signedIn.error.detail);
const { tokens } = signedIn.data.data;
if (!tokens) throw new Error("a person of several tenants says which, as `tenantId`");
api.use({
  onRequest: ({ request }) => request.headers.set("Authorization", `Bearer ${tokens.accessToken}`),
});
// #endregion

// #region create
const created = await api.POST("/api/v1/contacts", {
  body: { firstName: "Ada", lastName: "Müller", email: `ada@${source}.example`, source },
});
if (created.error) throw new Error(created.error.detail);
const ada = created.data.data;
// #endregion
assert.equal(ada.version, 1);
for (const firstName of ["Bea", "Cem"]) {
  const { response } = await api.POST("/api/v1/contacts", { body: { firstName, lastName: "Roth", source } });
  assert.equal(response.status, 201);
}

// #region list
const newest = await api.GET("/api/v1/contacts", {
  params: { query: { sort: ["-createdAt", "lastName"], fields: ["firstName", "createdAt"], limit: 3 } },
});
if (newest.error) throw new Error(newest.error.detail);
const names = newest.data.data.map((contact) => contact.firstName);
// #endregion
assert.deepEqual(names, ["Cem", "Bea", "Ada"]);
assert.deepEqual(Object.keys(newest.data.data[0]!).sort(), ["createdAt", "firstName", "id"]);

// #region search
const found = await api.POST("/api/v1/contacts/search", {
  body: {
    filter: {
      source: { eq: source },
      or: [{ lastName: { contains: "mül" } }, { email: { is_empty: true }, firstName: { starts_with: "C" } }],
    },
    sort: ["firstName"],
  },
});
if (found.error) throw new Error(found.error.detail);
// #endregion
assert.deepEqual(found.data.data.map((contact) => contact.firstName), ["Ada", "Cem"]);

const filter = JSON.stringify({ source: { eq: source }, lastName: { eq: "roth" } });
const filtered = await api.GET("/api/v1/contacts", { params: { query: { filter, sort: ["-firstName"] } } });
assert.deepEqual(filtered.data?.data.map((contact) => contact.firstName), ["Cem", "Bea"]);

// #region pages
const everyone: string[] = [];
let pages = 0;
let cursor: string | undefined;
do {
  const page = await api.POST("/api/v1/contacts/search", {
    body: { filter: { source: { eq: source } }, sort: ["firstName"], limit: 2, cursor },
  });
  if (page.error) throw new Error(page.error.detail);
  everyone.push(...page.data.data.map((contact) => contact.id));
  pages += 1;
  cursor = page.data.page.next ?? undefined;
} while (cursor);
// #endregion
assert.deepEqual([pages, everyone.length, everyone[0]], [2, 3, ada.id]);

// #region patch
const read = `"v${ada.version}"`;
const patched = await api.PATCH("/api/v1/contacts/{id}", {
  params: { path: { id: ada.id }, header: { "If-Match": read } },
  body: { title: "Countess", email: null },
});
if (patched.error) throw new Error(patched.error.detail);
// #endregion
assert.deepEqual([patched.data.data.title, patched.data.data.email, patched.data.data.version], ["Countess", null, 2]);
assert.equal(patched.response.headers.get("ETag"), '"v2"');

// #region stale
const late = await api.PATCH("/api/v1/contacts/{id}", {
  params: { path: { id: ada.id }, header: { "If-Match": read } },
  body: { title: "Analyst" },
});
if (late.error?.code === "stale") {
  console.log("somebody was quicker:", late.error.theirs);
}
// #endregion
assert.equal(late.response.status, 412);
assert.equal(late.error?.code, "stale");
assert.equal(late.error?.theirs?.["title"], "Countess");
assert.equal(late.error?.yours?.["title"], "Analyst");

// #region invalid
const refused = await api.POST("/api/v1/contacts", { body: { firstName: "Dan", email: "nowhere" } });
for (const { pointer, message } of refused.error?.errors ?? []) {
  console.log(pointer, message);
}
// #endregion
assert.equal(refused.response.status, 422);
assert.deepEqual(refused.error?.errors?.map((error) => error.pointer), ["/email"]);

const one = { params: { path: { id: ada.id } } };
const deleted = await api.DELETE("/api/v1/contacts/{id}", {
  params: { ...one.params, header: { "If-Match": '"v2"' } },
});
assert.equal(deleted.response.status, 204);
const gone = await api.GET("/api/v1/contacts/{id}", one);
assert.deepEqual([gone.response.status, gone.error?.code], [404, "not_found"]);
const restored = await api.POST("/api/v1/contacts/{id}/restore", one);
assert.equal(restored.data?.data.title, "Countess");

for (const id of everyone) {
  const { response } = await api.DELETE("/api/v1/contacts/{id}", { params: { path: { id } } });
  assert.equal(response.status, 204);
}
