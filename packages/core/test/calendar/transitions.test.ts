import { assert, describe, it } from "@effect/vitest"
import { Calendar, Instant, LocalDate, LocalTime, Zone } from "@servicelane/core"
import { Result } from "effect"
import { Temporal } from "temporal-polyfill"

const minute = 60_000
const day = 1_440 * minute

/** When the clocks of a zone change, and how far they are ahead of UTC before and after. */
interface Change {
  readonly at: number
  readonly before: number
  readonly after: number
}

interface Place {
  readonly name: string
  readonly zone: Zone.Zone
  readonly changes: ReadonlyArray<Change>
}

/** How far a zone is ahead of UTC: read off the platform's own clock face. */
const offsets = (name: string): (millis: number) => number => {
  const face = new Intl.DateTimeFormat("en", { timeZone: name, timeZoneName: "longOffset", year: "numeric" })
  return (millis) => {
    const [, sign, hours, minutes] = /GMT(?:([+-])(\d\d):(\d\d))?$/.exec(face.format(millis)) ?? []
    return sign === undefined ? 0 : (sign === "-" ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * minute
  }
}

/** Looked for every five days, for no clocks change twice within that, then halved down to the second. */
const changesOf = (name: string): ReadonlyArray<Change> => {
  const offset = offsets(name)
  const found: Array<Change> = []
  for (let from = Date.UTC(2023, 11, 28), end = Date.UTC(2031, 0, 4); from < end; from += 5 * day) {
    const [before, after] = [offset(from), offset(from + 5 * day)]
    if (before === after) continue
    let [low, high] = [from / 1_000, from / 1_000 + 5 * 86_400]
    while (high - low > 1) {
      const middle = Math.floor((low + high) / 2)
      if (offset(middle * 1_000) === before) low = middle
      else high = middle
    }
    found.push({ at: high * 1_000, before, after })
  }
  return found
}

/** One zone of all those whose clocks agree over these years. */
const places: ReadonlyArray<Place> = [
  ...new Map(Intl.supportedValuesOf("timeZone").map((name): [string, Place] => {
    const changes = changesOf(name)
    return [JSON.stringify([offsets(name)(Date.UTC(2024, 0)), changes]), { name, zone: Zone.Zone.make(name), changes }]
  })).values()
]

const dateAt = (millis: number): number => Math.floor(millis / day)

/** The dates that the wall shows just before and after a change, and those beside them. */
const datesAround = ({ at, before, after }: Change): ReadonlyArray<LocalDate.LocalDate> => {
  const shown = [dateAt(at - 1 + before), dateAt(at + after)]
  const dates: Array<LocalDate.LocalDate> = []
  for (let date = Math.min(...shown) - 1; date <= Math.max(...shown) + 1; date++) dates.push(LocalDate.fromDays(date))
  return dates
}

const walls = places.map(({ name, zone, changes }) => {
  const known = new Map<number, number>()
  /** By Temporal: the instant at which the wall shows so many minutes after a date's midnight. */
  const instantAt = (date: LocalDate.LocalDate, minutes: number): number => {
    const wall = LocalDate.toDays(date) * 1_440 + minutes
    const instant = known.get(wall) ?? Temporal.PlainDate.from(date).toPlainDateTime().add({ minutes }).toZonedDateTime(name, { disambiguation: "compatible" }).epochMilliseconds
    known.set(wall, instant)
    return instant
  }
  const startOf = (date: LocalDate.LocalDate): number => Temporal.PlainDate.from(date).toZonedDateTime(name).epochMilliseconds
  return { name, zone, changes, instantAt, startOf }
})

/** What a test does at every change of clocks, on each date around it. */
const everywhere = (look: (wall: typeof walls[number], change: Change, date: LocalDate.LocalDate) => void): void => {
  for (const wall of walls) for (const change of wall.changes) for (const date of datesAround(change)) look(wall, change, date)
}

const every = (hours: ReadonlyArray<Calendar.Hours>): Calendar.Weekly => Object.fromEntries(LocalDate.Weekday.literals.map((weekday) => [weekday, hours]))

const dayIn = (zone: Zone.Zone, weekly: Calendar.Weekly, date: LocalDate.LocalDate): Calendar.Day => Calendar.dayOf({ ...Calendar.closed(zone), weekly }, date)

const hoursOf = (from: number, to: number): Calendar.Hours =>
  ({ from: LocalTime.fromMinutes(from), to: LocalTime.fromMinutes(to), ...(to <= from ? { overnight: true as const } : {}) })

/** Hours that begin, end and lie in what the clock skips or shows twice, those that span it, and some of a whole day. */
const shifts = ({ at, before, after }: Change): ReadonlyArray<ReadonlyArray<Calendar.Hours>> => {
  const shown = [at + before, at + after].map((millis) => ((Math.floor(millis / minute) % 1_440) + 1_440) % 1_440)
  const [low = 0, high = 0] = Math.abs((shown[0] ?? 0) - (shown[1] ?? 0)) > 720 ? shown.sort((a, b) => b - a) : shown.sort((a, b) => a - b)
  const wrap = (minutes: number): number => (minutes + 1_440) % 1_440
  const inside = wrap(low + 10)
  return [
    [hoursOf(0, 1_440)],
    [hoursOf(0, 360)],
    [hoursOf(0, 0)],
    [hoursOf(1_320, 360)],
    [hoursOf(1_350, 15)],
    [hoursOf(inside, wrap(inside + 10))],
    [hoursOf(wrap(low - 45), inside)],
    [hoursOf(inside, wrap(high + 45))],
    [hoursOf(low, high), hoursOf(wrap(high + 5), wrap(high + 20))],
    [hoursOf(30, 75), hoursOf(60, 150), hoursOf(150, 165), hoursOf(1_380, 45)]
  ]
}

/** Which minutes of a date are open. */
const minutesOf = (from: number, to: number, stretches: ReadonlyArray<{ readonly from: number; readonly to: number }>): string => {
  const open = new Uint8Array((to - from) / minute)
  for (const one of stretches) if (one.from < one.to) open.fill(1, Math.max(0, (one.from - from) / minute), Math.max(0, (one.to - from) / minute))
  return open.join("")
}

describe("wherever clocks change", () => {
  it("there are changes to look at", () => {
    assert.isAbove(places.length, 60)
    const names = places.filter(({ changes }) => changes.length > 0)
    assert.isAbove(names.length, 25)
    const kinds = new Set(names.flatMap(({ changes }) => changes.map(({ before, after }) => (after - before) / minute)))
    for (const kind of [60, -60, 30, -30]) assert.isTrue(kinds.has(kind), `${kind} minutes`)
  })

  it("hours open and close when the wall says so", () => {
    everywhere(({ name, zone, instantAt, startOf }, change, date) => {
      const [from, to] = [startOf(date), startOf(LocalDate.addDays(date, 1))]
      for (const hours of shifts(change)) {
        const weekly = every(hours)
        const made = dayIn(zone, weekly, date)
        const spans = [LocalDate.addDays(date, -1), date].flatMap((begun) => hours.map((one) => ({
          from: instantAt(begun, LocalTime.toMinutes(one.from)),
          to: instantAt(begun, LocalTime.toMinutes(one.to) + (one.overnight === true ? 1_440 : 0))
        })))
        const expected = minutesOf(from, to, spans)
        const about = `${name} ${date} ${JSON.stringify(hours)}`
        for (const given of [made.opening, made.hours(weekly), made.daily(hours)]) {
          assert.isTrue(given.every((one, i) => one.from < one.to && one.from > (given[i - 1]?.to ?? from - 1) && one.to <= to), about)
          assert.isTrue(minutesOf(from, to, given) === expected, `${about} ${JSON.stringify(given)}`)
        }
      }
    })
  })

  it("dates begin at their first instant, end where the next begins, and time on the wall has its instant", () => {
    everywhere(({ name, zone, instantAt, startOf }, _, date) => {
      const made = dayIn(zone, {}, date)
      assert.strictEqual(Zone.dayStart(zone, date), startOf(date), `${name} ${date}`)
      assert.deepStrictEqual([made.from, made.to], [startOf(date), startOf(LocalDate.addDays(date, 1))], `${name} ${date}`)
      for (let minutes = 0; minutes <= 1_440; minutes += 30) {
        assert.strictEqual(made.at(LocalTime.fromMinutes(minutes)), instantAt(date, minutes), `${name} ${date} ${minutes}`)
        assert.strictEqual(Zone.instantOf(zone, date, minutes), instantAt(date, minutes), `${name} ${date} ${minutes}`)
      }
    })
  })

  it("the wall shows what it should, just before, at and after", () => {
    for (const { name, zone, changes } of walls) {
      for (const { at } of changes) {
        for (const near of [-day, -90 * minute, -minute, -1_000, -1, 0, 1, 59_999, minute, 45 * minute, day]) {
          const shown = Temporal.Instant.fromEpochMilliseconds(at + near).toZonedDateTimeISO(name)
          const about = `${name} ${shown.toString()}`
          assert.deepStrictEqual(Zone.localOf(zone, at + near), { date: LocalDate.LocalDate.make(shown.toPlainDate().toString()), minutes: shown.hour * 60 + shown.minute }, about)
          assert.strictEqual(Zone.isoWithOffset(zone, at + near), shown.toString({ timeZoneName: "never", smallestUnit: "second", roundingMode: "trunc" }), about)
        }
      }
    }
  })

  it("a person's wish is granted when the wall shows it once, and asked back about when not", () => {
    for (const { name, zone, changes } of walls) {
      for (const { at, before, after } of changes) {
        const [low, high] = [at + Math.min(before, after), at + Math.max(before, after)]
        for (const wall of [low - day, low - minute, low, low + minute, high - minute, high, high + day]) {
          const date = LocalDate.fromDays(dateAt(wall))
          const minutes = Math.floor((wall - dateAt(wall) * day) / minute)
          const time = LocalTime.fromMinutes(minutes)
          const plain = Temporal.PlainDate.from(date).toPlainDateTime().add({ minutes })
          const [earlier, later] = (["earlier", "later"] as const).map((disambiguation) => plain.toZonedDateTime(name, { disambiguation }))
          const about = `${name} ${date} ${time}`
          if (earlier === undefined || later === undefined) return assert.fail(about)
          const answer = Zone.requested(zone, date, time)
          const refusal = Result.isFailure(answer) ? answer.failure : undefined
          const isShown = earlier.toPlainDateTime().equals(plain)
          if (!isShown) {
            assert.deepInclude({ ...refusal }, { _tag: "NonexistentLocalTime", next: Instant.fromMillis(at) }, about)
          } else if (earlier.epochMilliseconds === later.epochMilliseconds) {
            assert.deepStrictEqual(answer, Result.succeed(Instant.fromMillis(earlier.epochMilliseconds)), about)
          } else {
            assert.deepInclude({ ...refusal }, { _tag: "AmbiguousLocalTime", offsets: [earlier.offset, later.offset] }, about)
          }
          for (const one of [earlier, later]) {
            const withOffset = Zone.requested(zone, date, time, one.offset)
            if (isShown) assert.deepStrictEqual(withOffset, Result.succeed(Instant.fromMillis(one.epochMilliseconds)), `${about} ${one.offset}`)
            else assert.deepInclude(Result.isFailure(withOffset) ? { ...withOffset.failure } : {}, { _tag: "NonexistentLocalTime" }, about)
          }
          const strange = Zone.requested(zone, date, time, "+23:45")
          assert.deepInclude(Result.isFailure(strange) ? { ...strange.failure } : {}, { _tag: isShown ? "OffsetNotInForce" : "NonexistentLocalTime" }, about)
        }
      }
    }
  })

  it("and where they do not, midnight is midnight all year", () => {
    for (const { name, zone, changes, startOf } of walls) {
      if (changes.length > 0) continue
      for (const text of ["2024-02-29", "2026-07-01", "2030-12-31"]) {
        const date = LocalDate.LocalDate.make(text)
        assert.deepStrictEqual(dayIn(zone, every([hoursOf(0, 1_440)]), date).opening, [{ from: startOf(date), to: startOf(date) + day }], name)
      }
    }
  })
})

describe("long ago", () => {
  it.each([
    ["Pacific/Apia", "2011-12-30", 0], ["Pacific/Apia", "2011-12-29", 24], ["Pacific/Apia", "2011-12-31", 24],
    ["Asia/Shanghai", "1986-05-04", 23], ["Asia/Shanghai", "1986-09-14", 25], ["Australia/Lord_Howe", "2026-10-04", 23.5]
  ])("in %s %s has %d hours", (name, text, hours) => {
    const { from, to, opening } = dayIn(Zone.Zone.make(name), every([hoursOf(0, 1_440)]), LocalDate.LocalDate.make(text))
    assert.strictEqual((to - from) / 3_600_000, hours)
    assert.deepStrictEqual(opening, hours === 0 ? [] : [{ from, to }])
  })
})
