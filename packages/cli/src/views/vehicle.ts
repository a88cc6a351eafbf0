import type { VehicleSheet } from "@servicelane/runtime"
import { bold, dim, type Language, table } from "../Terminal.ts"
import { vehicleWordsOf } from "./vehicleWords.ts"

export const vehicleText = ({ file, stage, due }: VehicleSheet, language: Language): string => {
  const words = vehicleWordsOf(language)
  const { plates, roles, seen, handedOver, deadlines } = file
  const km = (n: number | null): string => n === null ? "" : `${n.toLocaleString("en")} km`
  const facts: ReadonlyArray<readonly [string, string | null]> = [
    [words.stands, file.gone === null ? stage && words.stages[stage] : words.goneBy[file.gone]],
    [words.due, due && words.dueOn(words.kinds[due.kind], due.on, due.by === "km" ? km(due.km) : words.byMonths, due.earliest === due.latest ? null : `${due.earliest} – ${due.latest}`)],
    [words.owner, roles?.owner ?? null],
    [words.driver, roles?.driver ?? null],
    [words.payer, roles?.payer ?? null],
    [words.handedOver, handedOver],
    [words.lastSeen, seen?.last ?? null],
    [words.insurance, deadlines.insurance ?? null],
    [words.inspection, deadlines.inspection ?? null]
  ]
  const readings = [
    ...file.readings.map((one) => ({ ...one, note: "" })),
    ...file.doubted.map((one) => ({ ...one, note: words.doubts[one.doubt] }))
  ].sort((a, b) => a.on < b.on ? -1 : 1)
  const blocks = [
    bold([file.id, `${file.brand} ${file.model}`, plates.plate, plates.vin].filter((one) => one !== undefined).join(" · ")),
    facts.flatMap(([name, value]) => value === null ? [] : [`  ${name}: ${value}`]).join("\n"),
    ...(file.services.length === 0 ? [] : [`${bold(words.services)}\n${table([words.date, words.work, words.reading, ""], file.services.map(({ date, work, km: at, elsewhere }) => [date, words.works[work], km(at), elsewhere ? words.elsewhere : ""]))}`]),
    ...(readings.length === 0 ? [] : [`${bold(words.readings)}\n${table([words.date, words.reading, words.source, ""], readings.map(({ on, km: at, source, note }) => [on, km(at), words.sources[source], dim(note)]))}`])
  ]
  return blocks.filter((block) => block !== "").join("\n\n")
}
