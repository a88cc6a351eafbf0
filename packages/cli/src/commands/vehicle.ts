import { VehicleId } from "@servicelane/core"
import { vehicleSheet } from "@servicelane/runtime"
import type { Command } from "commander"
import { Effect } from "effect"
import { argument, now } from "../input.ts"
import { outputOf, run } from "../run.ts"
import { say } from "../Terminal.ts"
import { vehicleText } from "../views/vehicle.ts"

export const vehicleCommand = (program: Command): void => {
  program.command("vehicle").description("the file of a vehicle, when it is next due, and where it stands")
    .argument("<id>", "the vehicle's id")
    .action((id: string, _options: unknown, command: Command) => {
      const output = outputOf(command)
      return run(output, () => Effect.gen(function*() {
        const sheet = yield* vehicleSheet(yield* argument("ID", VehicleId, id), yield* now)
        say(output.json ? JSON.stringify(sheet) : vehicleText(sheet, output.language))
        return 0
      }))
    })
}
