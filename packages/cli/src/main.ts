/** `servicelane`: every command in one place. */
import "effect/schema/SchemaJITCompiler/enable"
import { Command, CommanderError, Option } from "commander"
import { callsCommand } from "./commands/calls.ts"
import { campaignCommand } from "./commands/campaign.ts"
import { clubCommand } from "./commands/club.ts"
import { complaintsCommand } from "./commands/complaints.ts"
import { customerCommand } from "./commands/customer.ts"
import { daysheetCommand } from "./commands/daysheet.ts"
import { demoCommand } from "./commands/demo.ts"
import { exportCommand, verifyCommand } from "./commands/export.ts"
import { importCommand } from "./commands/import.ts"
import { kpiCommand } from "./commands/kpi.ts"
import { migrateCommand } from "./commands/migrate.ts"
import { reactCommand } from "./commands/react.ts"
import { scorecardsCommand } from "./commands/scorecards.ts"
import { sendCommand } from "./commands/send.ts"
import { simulateCommand } from "./commands/simulate.ts"
import { siteCommand } from "./commands/site.ts"
import { slotsCommand } from "./commands/slots.ts"
import { surveysCommand } from "./commands/surveys.ts"
import { vehicleCommand } from "./commands/vehicle.ts"
import { workshopCommand } from "./commands/workshop.ts"

const program = new Command("servicelane")
  .description("Scheduling and customer care of a dealership's after-sales, on one event log.")
  .option("--json", "print what a program reads; refusals then are RFC 9457 problems")
  .addOption(new Option("--lang <language>", "the language of what people read").choices(["zh-CN", "en"]).default("en"))
  .addHelpText("after", "\nDATABASE_URL names the database (sqlite:./servicelane.db), SERVICELANE_LOG the log in it (main).")
  .exitOverride()

for (
  const add of [
    demoCommand, simulateCommand, migrateCommand, siteCommand, sendCommand, reactCommand, slotsCommand, daysheetCommand, workshopCommand, callsCommand,
    vehicleCommand, customerCommand, complaintsCommand, campaignCommand, surveysCommand, clubCommand, scorecardsCommand, kpiCommand, importCommand,
    exportCommand, verifyCommand
  ]
) add(program)

/** Subcommands inherit the parser's behaviour only when they are made, so it is passed on here. */
const inherit = (command: Command): void => command.commands.forEach((child) => {
  child.exitOverride()
  inherit(child)
})
inherit(program)

// A reader that closes the pipe early, such as head, has seen enough.
process.stdout.on("error", (error: NodeJS.ErrnoException) => process.exit(error.code === "EPIPE" ? 0 : 1))

try {
  await program.parseAsync()
} catch (error) {
  if (!(error instanceof CommanderError)) throw error
  process.exitCode = error.exitCode === 0 ? 0 : 2
}
