/** One row of a file as an `Import` command, or every problem with it. */
import {
  AdvisorId, AppointmentId, type BookingCommand, Channel, CustomerId, Instant, JobCode, LocalDate, type SiteId, Zone
} from "@servicelane/core"
import { Result, Schema } from "effect"
import { createHash } from "node:crypto"
import { instantOf, type Unread } from "../instant.ts"
import { type Field, type ImportMap, outcomes } from "./Map.ts"

/** A row, or a part of it, that cannot be taken: where, and what would be accepted. Never the content itself. */
export interface Bad {
  readonly line: number
  readonly column: string
  readonly code: string
  readonly message: string
}

type ImportRow = Extract<BookingCommand.Command, { readonly _tag: "Import" }>

/** An id from what identifies the thing elsewhere; nothing can be read back from it. */
const derived = (...parts: ReadonlyArray<string>): string =>
  createHash("sha256").update(parts.join("\u0000")).digest("hex").slice(0, 32)

export const appointmentId = (site: SiteId, source: string, externalId: string): AppointmentId =>
  AppointmentId.make(derived(site, source, externalId))

type Read<A> = Result.Result<A, Unread>

const refused = (code: string, message: string): Read<never> => Result.fail({ code, message })

const dateOf = (text: string): Read<LocalDate.LocalDate> =>
  Result.mapError(Schema.decodeUnknownResult(LocalDate.LocalDate)(text.slice(0, 10)), () => ({
    code: "bad_date", message: "expected a calendar date such as 2026-09-18 in the first ten characters"
  }))

const idOf = <A>(schema: Schema.Decoder<A>, what: string) => (text: string): Read<A> =>
  Result.mapError(Schema.decodeUnknownResult(schema)(text), () => ({
    code: "bad_id", message: `expected ${what}: 1 to 64 letters, digits, '.', '_', ':' or '-'; map other texts with values`
  }))

const outcomeOf = (text: string): Read<(typeof outcomes)[number]> => {
  const found = outcomes.find((one) => one === text)
  return found === undefined
    ? refused("unknown_outcome", `expected one of ${outcomes.join(", ")}; map other texts with values`)
    : Result.succeed(found)
}

const channelOf = (text: string): Read<Channel.Channel> => {
  const found = Channel.Channel.literals.find((one) => one === text)
  return found === undefined
    ? refused("unknown_channel", `expected one of ${Channel.Channel.literals.join(", ")}; map other texts with values`)
    : Result.succeed(found)
}

/** Longer texts are somebody's mistake with quotes. */
const longest = 200

export const importOf = (
  site: SiteId,
  map: ImportMap,
  at: Instant.Instant,
  line: number,
  cell: (column: string) => string | undefined
): Result.Result<ImportRow, ReadonlyArray<Bad>> => {
  const bad: Array<Bad> = []
  const text = (field: Field): string | undefined => {
    const column = map.columns[field]
    const raw = column === undefined ? undefined : cell(column)?.trim()
    if (column === undefined || raw === undefined || raw === "") return undefined
    if (raw.includes("\ufffd")) bad.push({ line, column, code: "not_utf8", message: "expected UTF-8; save the file as UTF-8" })
    else if (raw.includes("\u0000")) bad.push({ line, column, code: "bad_character", message: "expected text without NUL characters" })
    else if (raw.length > longest) bad.push({ line, column, code: "too_long", message: `expected at most ${longest} characters` })
    return map.values?.[field]?.[raw] ?? raw
  }
  const read = <A>(field: Field, of: (text: string) => Read<A>): A | null => {
    const given = text(field)
    if (given === undefined) return null
    const result = of(given)
    if (Result.isSuccess(result)) return result.success
    bad.push({ line, column: map.columns[field] ?? field, ...result.failure })
    return null
  }
  const missing = (field: Field): void => {
    bad.push({ line, column: map.columns[field] ?? field, code: "missing", message: "expected a value" })
  }
  const instant = (given: string): Read<Instant.Instant> => instantOf(given, map.timeZone)
  const externalId = text("externalId")
  const time = read("startsAt", instant)
  const date = time === null ? read("date", dateOf) : Zone.localOf(map.timeZone, Instant.toMillis(time)).date
  const bookedAt = read("bookedAt", instant)
  const arrivedAt = read("arrivedAt", instant)
  const cancelledAt = read("cancelledAt", instant)
  const told = read("outcome", outcomeOf)
  const job = read("job", idOf(JobCode, "a job's code"))
  const advisor = read("advisor", idOf(AdvisorId, "an advisor's id"))
  const customer = text("customer")
  const channel = read("channel", channelOf)
  const phone = text("phone")
  const plate = text("plate")
  if (externalId === undefined) missing("externalId")
  else if (externalId.length > 128) bad.push({ line, column: map.columns.externalId ?? "externalId", code: "too_long", message: "expected at most 128 characters" })
  if (date === null && bad.length === 0) missing(map.columns.startsAt === undefined ? "date" : "startsAt")
  if (externalId === undefined || date === null || bad.length > 0) return Result.fail(bad)
  const outcome = told ?? (arrivedAt !== null ? "arrived" : cancelledAt !== null ? "cancelled-by-customer" : "booked")
  return Result.succeed({
    _tag: "Import",
    id: appointmentId(site, map.source, externalId),
    site,
    at,
    external: { system: map.source, id: externalId },
    // Not from a name or number: whoever guesses one could find the person by it.
    customer: CustomerId.make(derived(site, map.source, "customer", externalId)),
    vehicle: null,
    job,
    advisor,
    date,
    time,
    channel: channel ?? "import",
    bookedAt: bookedAt ?? time ?? Instant.fromMillis(Zone.dayStart(map.timeZone, date)),
    outcome: outcome === "booked" ? { _tag: "Booked" }
      : outcome === "arrived" ? { _tag: "Arrived", arrivedAt }
      : outcome === "no-show" ? { _tag: "NoShow" }
      : { _tag: "Cancelled", by: outcome === "cancelled-by-site" ? "site" : "customer", cancelledAt },
    contact: {
      ...(customer === undefined ? {} : { name: customer }),
      ...(phone === undefined ? {} : { phone }),
      ...(plate === undefined ? {} : { plate })
    }
  })
}
