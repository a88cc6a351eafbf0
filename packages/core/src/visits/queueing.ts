/** Who waits where on a date, after what has been told: the queues follow the steps. */
import { Equal, Result, Schema } from "effect"
import * as Floor from "./Floor.ts"
import { isVisit, type Known, type Told } from "./known.ts"
import { OthersFirst } from "./Rejection.ts"
import * as Visit from "./Visit.ts"

const isQueue = Schema.is(Floor.Queue)

/** Where a car stands by its step, whether it waits there for its turn or for parts. */
const placeOf = (state: Visit.State): Floor.Place | undefined => {
  if (state._tag !== "Here") return undefined
  const { id, step, priority, since } = state.car
  return isQueue(step) ? { visit: id, queue: step, priority, since } : undefined
}

/** The place in whose queue a car waits. One whose parts are missing holds nobody up, and keeps its turn. */
export const waitingAt = (state: Visit.State): Floor.Place | undefined => {
  const place = placeOf(state)
  const lacksParts = state._tag === "Here" && (state.car.missing ?? []).length > 0
  return place?.queue === "repair" && lacksParts ? undefined : place
}

/**
 * What changes in the queues of the date with these facts. A car that waited over night is in none of them: it joins
 * again with what is told of it next, with the turn it had.
 */
export const queued = (known: Known, { facts, turn }: Told): Result.Result<ReadonlyArray<Floor.Event>, OthersFirst> => {
  const { document: { site }, date, at, floor, id: visit } = known
  const on = (queue: Floor.Queue) => ({ visit, site, date, at, queue })
  const joined = ({ queue, priority, since }: Floor.Place): Floor.Event => ({ _tag: "QueueJoined", ...on(queue), priority, ...(since === at ? {} : { since }) })
  let after = known.visit
  const states = [after, ...facts.filter(isVisit).map((fact) => after = Visit.evolve(after, fact))]
  const events: Array<Floor.Event> = []
  let stands: Floor.Place | undefined = floor[visit]
  const mine = turn && states.map(placeOf).find((place) => place?.queue === turn.queue)
  if (turn !== undefined && mine !== undefined) {
    const before = Floor.ahead(floor, mine)
    if (before.length > 0 && turn.why === undefined) return Result.fail(new OthersFirst({ queue: turn.queue, ahead: before }))
    if (!Equal.equals(stands, mine)) events.push(joined(mine))
    events.push({ _tag: "QueueServed", ...on(turn.queue), overtook: before, why: before.length > 0 ? turn.why ?? null : null })
    stands = undefined
  }
  const waits = waitingAt(after)
  if (stands !== undefined && stands.queue !== waits?.queue) events.push({ _tag: "QueueLeft", ...on(stands.queue) })
  if (waits !== undefined && !Equal.equals(stands, waits)) events.push(joined(waits))
  return Result.succeed(events)
}
