/** When each car of a dealer group is next due, and where it stands, beside the bare loop over the same numbers. */
import { Lifecycle, LocalDate, Maintenance, type Reading, Schedule } from "@servicelane/core"
import type { Line } from "./search.ts"
import { rate } from "./timing.ts"

const count = 200_000
const today = LocalDate.LocalDate.make("2026-09-17")

interface Car {
  readonly use: Maintenance.Known
  readonly seen: Lifecycle.Seen
}

/** Handed over over six years, read at each of up to four visits, some of them long ago. */
const cars = (): ReadonlyArray<Car> => Array.from({ length: count }, (_, i): Car => {
  const handedOver = LocalDate.addDays(today, -(i * 37 % 2_190))
  const visits = i % 5
  const on = (visit: number) => LocalDate.addDays(handedOver, (visit + 1) * (60 + i % 90))
  const readings = Array.from({ length: visits }, (_visit, n): Reading.Reading => ({ km: (n + 1) * (2_000 + i % 5_000), on: on(n), source: "workshop" }))
  const last = readings.at(-1)
  return {
    use: { handedOver, maintained: last === undefined ? null : { on: last.on, km: last.km }, readings },
    seen: { last: last?.on ?? handedOver, before: readings.at(-2)?.on ?? null, visited: last !== undefined }
  }
})

const schedules: ReadonlyArray<Schedule.Schedule> = [{ brand: "Audi", first: { km: 7_500, months: 6 }, every: { km: 7_500, months: 6 } }, Schedule.standard]

const stages = (all: ReadonlyArray<Car>): number => {
  let lost = 0
  for (const [i, { use, seen }] of all.entries()) {
    const schedule = Schedule.scheduleFor(schedules, { brand: i % 3 === 0 ? "Audi" : "Toyota", model: "any" })
    if (Lifecycle.stageOf(seen, Maintenance.dueOf(use, schedule), schedule, Lifecycle.standard, today) === "lost") lost++
  }
  return lost
}

/** Days and kilometres as numbers, a month as thirty days: what a loop must do at least. */
const byHand = (all: ReadonlyArray<readonly [number, number, number, number, number]>, now: number): number => {
  let lost = 0
  for (const [first, firstKm, last, lastKm, from] of all) {
    const pace = last > first ? (lastKm - firstKm) / (last - first) : 0
    const byKm = pace > 0 ? last + 5_000 / pace : Infinity
    const due = Math.min(byKm, from + 90)
    if (now > from + 365 && now > due) lost++
  }
  return lost
}

const perSecond = (n: number): string => `${(count / n).toFixed(2)} s, ${(n / 1e6).toFixed(1)} million cars/s`

export const vehicleLines = (): ReadonlyArray<Line> => {
  const all = cars()
  const numbers = all.map(({ use: { readings, handedOver }, seen }) => {
    const before = readings.at(-2)
    const last = readings.at(-1)
    return [LocalDate.toDays(before?.on ?? handedOver ?? today), before?.km ?? 0, LocalDate.toDays(last?.on ?? handedOver ?? today), last?.km ?? 0, LocalDate.toDays(seen.last)] as const
  })
  const now = LocalDate.toDays(today)
  return [{
    what: `due date and lifecycle stage of ${count} cars`,
    figure: perSecond(rate(count, 5, () => stages(all))),
    floor: `${perSecond(rate(count, 5, () => byHand(numbers, now)))} by hand over numbers`
  }]
}
