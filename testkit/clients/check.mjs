// `npm test`: lints docs/openapi.json and docs/openapi.legacy.json, generates clients of the former and types of
// docs/asyncapi.json into `generated`, compiles them together with the tours, and compares the examples of docs/CLIENTS.md
// with their files. Needs no server and no network. plenum/tests/it/clients.rs then runs the tours against a server.
//
// The generators need a newer Node.js than Debian has, so package.json brings one; the tours run with any from 18 on.

import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { copyFile, mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { build } from "esbuild";
import { problems } from "./excerpts.mjs";
import { generators } from "./generators.mjs";

process.chdir(import.meta.dirname);
const generated = "generated";
const tours = ["hey-api", "openapi-fetch", "orval"];
const documents = ["../../docs/openapi.json", "../../docs/openapi.legacy.json"];

let failed = false;
let free = Math.max(2, availableParallelism());
const waiting = [];

const stamp = await digest();
if ((await readFile(`${generated}/passed`, "utf8").catch(() => "")) === stamp) {
  console.log("nothing has changed since all of it passed");
} else {
  await rm(generated, { recursive: true, force: true });
  await mkdir(`${generated}/oazapfts`, { recursive: true });
  await check();
  await copyFile(documents[0], `${generated}/openapi.json`);
  if (!failed) await writeFile(`${generated}/passed`, stamp);
  process.exitCode = failed ? 1 : 0;
}

async function check() {
  const events = step("modelina", () => run("node", "events.mjs"));
  const clients = generators.map(({ name, run: command }) => step(name, () => run(...command)));
  const others = [
    // A finding of any severity fails; redocly.yaml says so.
    step("spectral", () => run("spectral", "lint", "-r", "lint/spectral.yaml", "--fail-severity", "hint", ...documents)),
    step("redocly", () => run("redocly", "lint", "--config", "lint/redocly.yaml", "--format", "stylish", ...documents)),
    step("examples", examples),
  ];
  await Promise.all([events, ...clients]);
  await Promise.all([step("tsc", () => run("tsc", "--project", ".")), step("esbuild", bundle), ...others]);
}

/** Runs it when a processor is free. A step that fails says why, and the others still run. */
async function step(name, work) {
  if (free > 0) free -= 1;
  else await new Promise((resolve) => waiting.push(resolve));
  const start = performance.now();
  let said = "";
  try {
    await work();
  } catch (error) {
    failed = true;
    said = `\n${error.message}`;
  }
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  console.log(`${said ? "FAILED" : "passed"} ${seconds.padStart(5)} s  ${name}${said}`);
  if (waiting.length > 0) waiting.shift()();
  else free += 1;
}

/** Runs a program of this package; fails with all that it wrote. */
function run(program, ...options) {
  const quiet = { NO_COLOR: "1", REDOCLY_TELEMETRY: "off", REDOCLY_SUPPRESS_UPDATE_NOTICE: "true" };
  const path = program === "node" ? process.execPath : `node_modules/.bin/${program}`;
  const child = spawn(path, options, { env: { ...process.env, ...quiet }, stdio: ["ignore", "pipe", "pipe"] });
  const output = [];
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (data) => output.push(data));
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => (code === 0 ? resolve() : reject(new Error(Buffer.concat(output).toString()))));
  });
}

async function examples() {
  const lines = await problems();
  if (lines.length > 0) throw new Error(lines.join("\n"));
}

/** Makes a file of each tour that node runs as it is. */
async function bundle() {
  await build({
    entryPoints: tours.map((tour) => `tours/${tour}.ts`),
    outdir: `${generated}/tours`,
    outExtension: { ".js": ".mjs" },
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node18",
    logLevel: "silent",
  });
}

/** Of everything that the checks read. */
async function digest() {
  const files = [
    ...(await filesIn(".")),
    ...(await filesIn("lint")),
    ...(await filesIn("tours")),
    ...["openapi.json", "openapi.legacy.json", "asyncapi.json", "CLIENTS.md"].map((name) => `../../docs/${name}`),
    "../../web/api/schema.d.ts",
  ];
  const hash = createHash("sha256");
  for (const file of files.sort()) hash.update(`${file}\0`).update(await readFile(file));
  return hash.digest("hex");
}

async function filesIn(folder) {
  const entries = await readdir(folder, { withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map(({ name }) => `${folder}/${name}`);
}
