import { defineConfig } from "tsup"

// For every package; each names its doors. Declarations come from tsc -b, tsup writes the JavaScript.
export default defineConfig({
  format: ["esm"],
  target: "node22",
  sourcemap: true,
  dts: false,
  clean: false,
  removeNodeProtocol: false
})
