// The examples of docs/CLIENTS.md are parts of files that the tests run. There a comment stands before each,
//
//     <!-- excerpt: testkit/clients/tours/orval.ts#search -->
//
// and in the file `#region search` and `#endregion`; regions of one name are joined. `npm run excerpts` writes the examples
// anew, and `npm test` fails when one differs from its file.

import { readFile, writeFile } from "node:fs/promises";
import { pathToFileURL } from "node:url";
import { generators } from "./generators.mjs";

const root = new URL("../../", import.meta.url);
const page = new URL("docs/CLIENTS.md", root);
const example = /(<!-- excerpt: (?<file>[^#\s]+)#(?<name>\S+) -->\n```(?<language>\w+)\n)(?<text>.*?)```/gs;

/** What is wrong with the page, a line for each. */
export async function problems() {
  const text = await readFile(page, "utf8");
  const missing = generators.filter(({ shown }) => !text.includes(shown));
  return [
    ...missing.map(({ name, shown }) => `docs/CLIENTS.md does not name the command of ${name}: ${shown}`),
    ...((await renewed(text)) === text ? [] : ["an example of docs/CLIENTS.md differs from its file: npm run excerpts"]),
  ];
}

async function renewed(text) {
  const examples = [...text.matchAll(example)];
  const marks = text.match(/<!-- excerpt: /g) ?? [];
  if (marks.length !== examples.length) throw new Error("docs/CLIENTS.md: a mark without an example behind it");
  const regions = await Promise.all(examples.map(({ groups }) => region(groups.file, groups.name)));
  return text.replace(example, (_, head) => `${head}${regions.shift()}\`\`\``);
}

async function region(file, name) {
  const lines = (await readFile(new URL(file, root), "utf8")).split("\n");
  const parts = [];
  let open = false;
  for (const line of lines) {
    if (line.endsWith("#endregion")) open = false;
    else if (line.endsWith(`#region ${name}`)) parts.push([]), (open = true);
    else if (open) parts.at(-1).push(line);
  }
  if (parts.length === 0) throw new Error(`${file} has no region ${name}`);
  return parts.map((part) => `${part.join("\n")}\n`).join("\n");
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  await writeFile(page, await renewed(await readFile(page, "utf8")));
}
