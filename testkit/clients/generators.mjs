// The generators that docs/openapi.json is made for, each with the command that docs/CLIENTS.md names: there it reads
// `openapi.json` and writes to `src/plenum`, here it reads the document of the tree and writes to a folder of its own.

const commands = [
  ["hey-api", "openapi-ts --input {document} --output {folder}"],
  ["orval", "orval --config orval.config.mjs"],
  ["oazapfts", "oazapfts {document} {folder}/plenum.ts"],
  ["openapi-typescript", "openapi-typescript {document} --output {folder}/plenum.ts --default-non-nullable=false"],
];

export const generators = commands.map(([name, command]) => ({
  name,
  /** For the documentation. */
  shown: `npx ${fill(command, "openapi.json", "src/plenum")}`,
  /** With the folder of this package as the working folder. */
  run: fill(command, "../../docs/openapi.json", `generated/${name}`).split(" "),
}));

function fill(command, document, folder) {
  return command.replace("{document}", document).replace("{folder}", folder);
}
