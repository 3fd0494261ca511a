// Makes schema.d.ts of docs/openapi.json, or with --check tells whether it is what would be made.

import { readFile, writeFile } from "node:fs/promises";
import openapiTS, { astToString } from "openapi-typescript";

const head = "// Made by `npm run generate` of docs/openapi.json.\n\n";
const target = new URL("schema.d.ts", import.meta.url);
const document = JSON.parse(await readFile(new URL("../../docs/openapi.json", import.meta.url), "utf8"));

// A field of a body that has a default may be left out.
const options = { alphabetize: false, defaultNonNullable: false };
const made = head + astToString(await openapiTS(document, options));
if (!process.argv.includes("--check")) {
  await writeFile(target, made);
} else if ((await readFile(target, "utf8")) !== made) {
  console.error("web/api/schema.d.ts is not what docs/openapi.json says; run `npm run generate` in web/api");
  process.exitCode = 1;
}
