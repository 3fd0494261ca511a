// A client with the types, as it would be written: it signs in, lists the open deals, moves one, and merges when somebody was
// quicker. It is compiled under `strict`, and plenum/tests/it/clients.rs runs it against a server. What must not compile stands
// under a @ts-expect-error.

import createClient from "openapi-fetch";
import type { components, operations, paths } from "@plenum/api";

type Deal = components["schemas"]["Deal"];
type Problem = components["schemas"]["Problem"];

declare const process: { env: Record<string, string | undefined> };
const { PLENUM_URL: baseUrl, PLENUM_EMAIL: email, PLENUM_PASSWORD: password } = process.env;
if (!baseUrl || !email || !password) throw new Error("PLENUM_URL, PLENUM_EMAIL and PLENUM_PASSWORD say where, and who");

const api = createClient<paths>({ baseUrl });

async function signIn(email: string, password: string): Promise<string> {
  const { data, error } = await api.POST("/api/v1/auth/login", { body: { email, password } });
  if (error) throw new Error(explain(error));
  const { tokens, selectTenant } = data.data;
  // Several tenants: the answer asks which.
  if (!tokens) throw new Error(selectTenant?.map((tenant) => tenant.name).join(", "));
  return tokens.accessToken;
}

async function open(limit: number): Promise<Deal[]> {
  const { data, error } = await api.POST("/api/v1/deals/search", {
    body: { filter: { status: { eq: "open" } }, sort: ["-createdAt", "title"], include: ["pipeline"], limit },
  });
  if (error) throw new Error(explain(error));
  return data.data;
}

async function move(deal: Deal, stageId: string): Promise<Deal> {
  const { data, error } = await api.PATCH("/api/v1/deals/{id}", {
    params: { path: { id: deal.id }, header: { "If-Match": `"v${deal.version}"` } },
    body: { stageId },
  });
  if (data) return data.data;
  if (error.code === "stale") return move({ ...deal, ...error.theirs }, stageId);
  throw new Error(explain(error));
}

function explain(problem: Problem): string {
  const fields = problem.errors?.map((field) => `${field.pointer}: ${field.message}`) ?? [];
  return [problem.detail, ...fields].join("; ");
}

function expect(fact: boolean, sentence: string): void {
  if (!fact) throw new Error(`not so: ${sentence}`);
}

const token = await signIn(email, password);
api.use({ onRequest: ({ request }) => request.headers.set("Authorization", `Bearer ${token}`) });

const desks: components["schemas"]["NewDeal"] = { title: "Desks", value: { amount: "12.50", currency: "EUR" } };
const created = await api.POST("/api/v1/deals", { body: desks });
if (created.error) throw new Error(explain(created.error));
const deal = created.data.data;
expect((await open(1))[0]?.id === deal.id, "the newest open deal is the one just created");
expect((await open(1))[0]?.included?.pipeline?.id === deal.pipelineId, "its pipeline is included");

// Somebody renames the deal in the meantime.
await api.PATCH("/api/v1/deals/{id}", { params: { path: { id: deal.id } }, body: { title: "Twelve desks" } });
// The server takes `sort=a&sort=b`, as openapi-fetch writes lists, like `sort=a,b`.
const stages = await api.GET("/api/v1/stages", { params: { query: { sort: ["pipelineId", "position"], limit: 50 } } });
if (stages.error) throw new Error(explain(stages.error));
const next = stages.data.data.find((stage) => stage.pipelineId === deal.pipelineId && stage.id !== deal.stageId);
if (!next) throw new Error("the pipeline has one stage only");
const moved = await move(deal, next.id);
expect(moved.stageId === next.id && moved.title === "Twelve desks", "the deal was moved, and kept its new title");
await api.DELETE("/api/v1/deals/{id}", { params: { path: { id: deal.id } } });

// @ts-expect-error: there is no such kind of activity.
export const fax: components["schemas"]["NewActivity"] = { kind: "fax", subject: "Hello" };

// @ts-expect-error: the server sets the status of a deal.
export const patch: components["schemas"]["DealPatch"] = { status: "won" };

// @ts-expect-error: there is no such order.
export const order: operations["listDeals"]["parameters"]["query"] = { sort: ["-nothing"] };

// @ts-expect-error: a status is equal or not; it has no beginning.
export const filter: components["schemas"]["DealFilter"] = { status: { starts_with: "w" } };
