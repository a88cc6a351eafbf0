/** The least that any search must do: bits made beforehand and looked at. */
import { Day, type Daybook, type Request } from "@servicelane/core"

/** One bit a minute for each stage: the free starts of all technicians and of all bays, already united. */
interface Bare {
  readonly ticks: ReadonlyArray<number>
  readonly stages: ReadonlyArray<{ readonly starts: Uint32Array; readonly minutes: number }>
}

type Resources = ReadonlyArray<{ readonly free: ReadonlyArray<{ readonly from: number; readonly to: number }> }>

const words = 46

const startsIn = (all: Resources, minutes: number): Uint32Array => {
  const bits = new Uint32Array(words)
  for (const { free } of all) for (const { from, to } of free) for (let m = from; m <= to - minutes; m++) bits[m >> 5] = (bits[m >> 5] ?? 0) | (1 << (m & 31))
  return bits
}

export const prepared = ({ roster, technicians, bays }: Day.Day, steps: ReadonlyArray<Request.Step>): Bare => ({
  ticks: roster.arrivals.map(({ minute }) => minute),
  stages: steps.map(({ skill, bayType, elapsedMin, gap }) => {
    const starts = startsIn(technicians.filter(({ of }) => skill === undefined || (of.skills[skill.id] ?? 0) >= skill.level), elapsedMin)
    const inBay = startsIn(bays.filter(({ of }) => of.type === bayType), elapsedMin)
    return { starts: bayType === undefined ? starts : starts.map((word, i) => word & (inBay[i] ?? 0)), minutes: elapsedMin + gap.min }
  })
})

const next = (bits: Uint32Array, from: number): number => {
  let at = from >>> 5
  let word = (bits[at] ?? 0) & (0xffff_ffff << (from & 31))
  while (word === 0) {
    if (++at >= words) return -1
    word = bits[at] ?? 0
  }
  return (at << 5) + 31 - Math.clz32(word & -word)
}

/**
 * How many arrival minutes in a stretch of the day have a start for each stage, one after the other. No promise, no reason,
 * no advisor, no quota, no longest gap, no day's hours.
 */
export const bare = (days: ReadonlyArray<Bare>, from = 0, to = Infinity): number => {
  let found = 0
  for (const { ticks, stages } of days) {
    for (const tick of ticks) {
      if (tick < from || tick >= to) continue
      let ready = tick + 15
      for (const { starts, minutes } of stages) {
        const start = ready < 0 ? -1 : next(starts, ready)
        ready = start < 0 ? -1 : start + minutes
      }
      if (ready >= 0) found++
    }
  }
  return found
}

/** The floor of making the bits: bookings given as numbers, a bit taken away for each busy minute, starts united by shifting. */
export const bareBuild = (days: ReadonlyArray<Day.Day>, books: ReadonlyArray<Daybook.State>, minutes: number): () => number => {
  const given = days.map(({ roster }, i) => {
    const place = new Map<string, number>([...roster.technicians, ...roster.bays].map(({ id }, at) => [id, at]))
    const busy = Object.values(books[i]?.entries ?? {}).flatMap(({ use }) => use.stages.flatMap((stage) =>
      [stage.technician, stage.bay].flatMap((id) => id === undefined ? [] : [[place.get(id) ?? 0, Day.minuteOf(roster, stage.start), Day.minuteOf(roster, stage.end)] as const])))
    return { hours: [...roster.technicians, ...roster.bays].map(({ hours }) => hours), busy, ticks: roster.arrivals.map(({ minute }) => minute) }
  })
  return () => {
    let found = 0
    for (const { hours, busy, ticks } of given) {
      const free = hours.map((list) => {
        const bits = new Uint8Array(1_440)
        for (const { from, to } of list) bits.fill(1, from, to)
        return bits
      })
      for (const [at, from, to] of busy) free[at]?.fill(0, from, to)
      const starts = new Uint8Array(1_440)
      for (const bits of free) {
        let run = 0
        for (let m = 1_439; m >= 0; m--) {
          run = bits[m] === 1 ? run + 1 : 0
          if (run >= minutes) starts[m] = 1
        }
      }
      for (const tick of ticks) if (starts.indexOf(1, tick + 15) >= 0) found++
    }
    return found
  }
}
