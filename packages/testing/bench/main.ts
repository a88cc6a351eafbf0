/** `npm run bench`: each figure beside its floor, both measured in this run. */
import "effect/schema/SchemaJITCompiler/enable"
import { cpus } from "node:os"
import { bookingLines } from "./bookings.ts"
import { kpiLines } from "./kpi.ts"
import { monthLines } from "./month.ts"
import { searchLines } from "./search.ts"
import { storeLines } from "./store.ts"
import { vehicleLines } from "./vehicles.ts"

const lines = [...searchLines(), ...monthLines(), ...vehicleLines(), ...kpiLines(), ...await bookingLines(), ...await storeLines()]
const { length, 0: cpu } = cpus()

process.stdout.write([
  `Node ${process.versions.node}, SQLite ${process.versions.sqlite ?? "?"}, ${length} × ${cpu?.model ?? "?"}, ${new Date().toISOString().slice(0, 10)}`,
  "",
  "| what | ours | floor, in the same run |",
  "|---|---|---|",
  ...lines.map(({ what, figure, floor }) => `| ${what} | ${figure} | ${floor} |`),
  ""
].join("\n"))
