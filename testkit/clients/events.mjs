// Makes the types of docs/asyncapi.json with Modelina, for TypeScript (generated/events) and C# (generated/events-csharp),
// and fails when a type has no name of its own.

import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import {
  AsyncAPIInputProcessor, ConstrainedUnionModel, CSharpGenerator, CSHARP_JSON_SERIALIZER_PRESET, TypeScriptGenerator,
} from "@asyncapi/modelina";

const file = new URL("../../docs/asyncapi.json", import.meta.url);
const text = await readFile(file, "utf8");
// #region read
const interpreter = { ignoreAdditionalProperties: true }; // else every type has a field of this name
const document = await new AsyncAPIInputProcessor().process(JSON.parse(text), { interpreter });
// #endregion

// #region typescript
const typescript = new TypeScriptGenerator({
  modelType: "interface", enumType: "union", mapType: "record", rawPropertyNames: true,
});
// #endregion
await write("events", ".ts", await typescript.generateCompleteModels(document, { exportType: "named" }));

// #region csharp
const csharp = new CSharpGenerator({ collectionType: "List", presets: [CSHARP_JSON_SERIALIZER_PRESET] });
// #endregion
const classes = await csharp.generateCompleteModels(document, { namespace: "Plenum.Events" });
// C# has no unions, and Modelina writes nothing for the messages of a hub as a whole.
await write("events-csharp", ".cs", classes.filter(({ model }) => !(model instanceof ConstrainedUnionModel)));

async function write(folder, ending, models) {
  const names = models.map((model) => model.modelName);
  const nameless = names.filter((name) => !name || name.startsWith("Anonymous"));
  const twice = names.filter((name, index) => names.indexOf(name) !== index);
  if (nameless.length > 0 || twice.length > 0 || names.length === 0) {
    console.error(`${folder}: ${names.length} types`);
    console.error(`without a name of their own: ${nameless.length}, the first ${nameless.slice(0, 9)}`);
    console.error(`names of more than one: ${twice}`);
    process.exitCode = 1;
  }
  const target = new URL(`generated/${folder}/`, import.meta.url);
  await rm(target, { recursive: true, force: true });
  await mkdir(target, { recursive: true });
  await Promise.all(models.map((model) => writeFile(new URL(model.modelName + ending, target), model.result)));
}
