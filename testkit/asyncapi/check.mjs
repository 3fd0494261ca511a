// Reads docs/asyncapi.json, or the file that is named, with the official parser, which holds it against the JSON Schema of
// AsyncAPI 3.0 and against the rules of the specification that no schema can say. Anything it calls an error fails.

import { readFile } from 'node:fs/promises';
import { Parser } from '@asyncapi/parser';

const file = process.argv[2] ?? new URL('../../docs/asyncapi.json', import.meta.url);
const { document, diagnostics } = await new Parser().parse(await readFile(file, 'utf8'));
const errors = diagnostics.filter((diagnostic) => diagnostic.severity === 0);
for (const error of errors) {
  console.error(`${error.path.join('.')}: ${error.message}`);
}
if (document === undefined || errors.length > 0) {
  console.error(`docs/asyncapi.json is not AsyncAPI 3.0: ${errors.length} errors`);
  process.exitCode = 1;
} else if (document.version() !== '3.0.0' || document.operations().all().length === 0) {
  console.error('docs/asyncapi.json was read as something else');
  process.exitCode = 1;
}
