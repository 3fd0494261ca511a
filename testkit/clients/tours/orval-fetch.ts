// How the functions that orval makes send a request. orval.config.mjs names it.

// #region fetch
export const plenum = { url: "http://127.0.0.1:8080", token: "" };

export async function plenumFetch<T>(path: string, options: RequestInit): Promise<T> {
  const headers = new Headers(options.headers);
  if (plenum.token) headers.set("Authorization", `Bearer ${plenum.token}`);
  const answer = await fetch(plenum.url + path, { ...options, headers });
  const text = await answer.text();
  return { status: answer.status, data: text ? JSON.parse(text) : undefined, headers: answer.headers } as T;
}
// #endregion
