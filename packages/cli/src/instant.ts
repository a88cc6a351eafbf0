/** Instants as people and other systems write them. */
import { Instant, LocalDate, LocalTime, Zone } from "@servicelane/core"
import { codeOf } from "@servicelane/runtime"
import { Result, Schema } from "effect"

/** Why a text cannot be taken, and what would be accepted. */
export interface Unread {
  readonly code: string
  readonly message: string
}

const pattern = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2})(?::(\d{2})(?:\.(\d{1,3})\d*)?)?\s?(Z|[+-]\d{2}:?\d{2})?$/i

const refused = (message: string): Result.Result<never, Unread> => Result.fail({ code: "bad_instant", message })

/**
 * With an offset, that instant; without one, what the wall shows in `zone`, and nothing where no zone is given. On a night
 * when clocks change nobody guesses.
 */
export const instantOf = (text: string, zone?: Zone.Zone): Result.Result<Instant.Instant, Unread> => {
  const [, day = "", time = "", seconds = "00", fraction = "0", offset] = pattern.exec(text) ?? []
  const date = Schema.decodeUnknownResult(LocalDate.LocalDate)(day)
  const wall = Schema.decodeUnknownResult(LocalTime.LocalTime)(time)
  const example = zone === undefined ? "" : " or 2026-09-18 08:30"
  if (Result.isFailure(date) || Result.isFailure(wall) || Number(seconds) > 59) {
    return refused(`expected an instant such as 2026-09-18T08:30:00+08:00${example}`)
  }
  const extra = Number(seconds) * 1_000 + Number(fraction.padEnd(3, "0"))
  if (offset !== undefined) {
    const ahead = /z/i.test(offset) ? 0 : (offset.startsWith("-") ? -1 : 1) * (Number(offset.slice(1, 3)) * 60 + Number(offset.slice(-2)))
    if (ahead < -12 * 60 || ahead > 14 * 60) return refused("expected an offset from -12:00 to +14:00")
    return Result.succeed(Instant.fromMillis(Instant.toMillis(`${day}T${time}:00.000Z`) + extra - ahead * 60_000))
  }
  if (zone === undefined) return refused("expected an offset at the end, such as Z or +08:00")
  return Result.mapBoth(Zone.requested(zone, date.success, wall.success), {
    onSuccess: (instant) => Instant.fromMillis(Instant.toMillis(instant) + extra),
    onFailure: ({ _tag, message }) => ({ code: codeOf(_tag), message })
  })
}
