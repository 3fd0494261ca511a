// Makes schema.d.ts of docs/openapi.json, or with --check tells whether it is what would be made.
//
// Aliases are left out: they are there for clients that know no better, and these types are made for one that does.

import { readFile, writeFile } from "node:fs/promises";
import openapiTS, { astToString } from "openapi-typescript";

const head = "// Made by `npm run generate` of docs/openapi.json.\n\n";
const target = new URL("schema.d.ts", import.meta.url);
const document = JSON.parse(await readFile(new URL("../../docs/openapi.json", import.meta.url), "utf8"));

for (const [path, operations] of Object.entries(document.paths)) {
  for (const [method, operation] of Object.entries(operations)) {
    if ("x-alias-of" in operation) delete operations[method];
  }
  if (Object.keys(operations).length === 0) delete document.paths[path];
}

const made = head + astToString(await openapiTS(document, { alphabetize: false }));
if (!process.argv.includes("--check")) {
  await writeFile(target, made);
} else if ((await readFile(target, "utf8")) !== made) {
  console.error("web/api/schema.d.ts is not what docs/openapi.json says; run `npm run generate` in web/api");
  process.exitCode = 1;
}
