// A client with the types, as it would be written: it signs in, moves a deal, and merges when somebody was quicker.
// It is compiled under `strict` and never run. What must not compile stands under a @ts-expect-error.

import createClient from "openapi-fetch";
import type { components, operations, paths } from "@plenum/api";

type Deal = components["schemas"]["Deal"];
type Problem = components["schemas"]["Problem"];

const api = createClient<paths>({ baseUrl: "http://127.0.0.1:8080" });

export async function signIn(email: string, password: string): Promise<string> {
  const { data, error } = await api.POST("/api/v1/auth/login", { body: { email, password } });
  if (error) throw new Error(explain(error));
  // Several tenants: the answer asks which.
  if ("selectTenant" in data.data) throw new Error(data.data.selectTenant.map((tenant) => tenant.name).join(", "));
  return data.data.tokens.accessToken;
}

export async function move(token: string, deal: Deal, stageId: string): Promise<Deal> {
  const { data, error } = await api.PATCH("/api/v1/deals/{id}", {
    params: { path: { id: deal.id }, header: { "If-Match": `"v${deal.version}"` } },
    headers: { Authorization: `Bearer ${token}` },
    body: { stageId },
  });
  if (data) return data.data;
  if (error.code === "stale") return move(token, { ...deal, ...error.theirs }, stageId);
  throw new Error(explain(error));
}

export async function open(token: string): Promise<Deal[]> {
  const { data } = await api.GET("/api/v1/deals", {
    params: { query: { limit: 50, sort: ["-value", "title"], filter: { status: "open" }, include: ["account"] } },
    headers: { Authorization: `Bearer ${token}` },
  });
  return data?.data ?? [];
}

/** One of the kinds of activity, told apart by `kind`. */
export function plan(subject: string, dueDate: string): components["schemas"]["NewActivity"] {
  return { kind: "task", subject, dueDate, priority: "high" };
}

function explain(problem: Problem): string {
  const fields = problem.errors?.map((field) => `${field.pointer}: ${field.message}`) ?? [];
  return [problem.detail, ...fields].join("; ");
}

// @ts-expect-error: a note is never due.
export const note: components["schemas"]["NewActivity"] = { kind: "note", subject: "x", dueDate: "2026-01-31" };

// @ts-expect-error: the server sets the status of a deal.
export const patch: components["schemas"]["DealPatch"] = { status: "won" };

// @ts-expect-error: there is no such order.
export const order: operations["list_deals"]["parameters"]["query"] = { sort: ["-nothing"] };

export const value: components["schemas"]["NewDeal"] = { title: "Desks", value: { amount: "12.50", currency: "EUR" } };
