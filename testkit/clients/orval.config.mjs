// #region config
import { defineConfig } from "orval";

export default defineConfig({
  plenum: {
    input: "../../docs/openapi.json",
    output: {
      target: "generated/orval/plenum.ts",
      client: "fetch",
      headers: true, // `If-Match` becomes an argument
      override: { mutator: { path: "tours/orval-fetch.ts", name: "plenumFetch" } },
    },
  },
});
// #endregion
