/** Servicelane for programs that do not use Effect: plain values in, Promises out, and a refusal is a value, never an exception. */
import { Instant, LocalDate, Request, type Slots, SiteId } from "@servicelane/core"
import { Effect, Layer, ManagedRuntime, Schema } from "effect"
import * as CommandHandler from "../CommandHandler.ts"
import type { EventStore } from "../EventStore.ts"
import type { Handled } from "../Handled.ts"
import { decoded } from "../InvalidInput.ts"
import { type DaySheet, daySheet } from "../queries/DaySheet.ts"
import { type KpiAnswer, kpis } from "../queries/Kpis.ts"
import { maxDays, slots, slotsOfGroup } from "../queries/Slots.ts"
import { type Refusal, refusalOf } from "../rejection.ts"
import { submit } from "../Submission.ts"
import type { Submission } from "../Submission.ts"

export type Answer<A> = { readonly ok: true; readonly value: A } | { readonly ok: false; readonly refusal: Refusal }

const asking = {
  from: LocalDate.LocalDate,
  days: Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: maxDays })),
  request: Request.Request,
  /** The best few, or two times for a telephone call; all slots when left out. */
  pick: Schema.optionalKey(Schema.Union([
    Schema.Struct({ best: Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: 100 })) }),
    Schema.Literal("two-times")
  ])),
  /** The moment at which the customer asks; now when left out. */
  now: Schema.optionalKey(Instant.Instant)
}

const SlotQuestion = Schema.Struct({ site: SiteId, ...asking })

const GroupSlotQuestion = Schema.Struct({ sites: Schema.Array(SiteId).check(Schema.isMinLength(1), Schema.isMaxLength(50)), ...asking })

const KpiQuestion = Schema.Struct({
  sites: Schema.Array(SiteId),
  from: LocalDate.Month,
  to: LocalDate.Month,
  kpis: Schema.optionalKey(Schema.Array(Schema.String)),
  explain: Schema.optionalKey(Schema.Boolean)
})

const DayQuestion = Schema.Struct({ site: SiteId, date: LocalDate.LocalDate })

export interface Servicelane {
  /** Hands a command over: the same `commandId` again answers with the first result. */
  readonly send: (submission: Submission) => Promise<Answer<Handled>>
  /** When a car can come, or what stands in the way. */
  readonly slots: (question: typeof SlotQuestion.Encoded) => Promise<Answer<Slots.Slots>>
  /** The same of several sites in one answer: the best of all, or why none has a place. */
  readonly slotsOfGroup: (question: typeof GroupSlotQuestion.Encoded) => Promise<Answer<Slots.GroupSlots>>
  /** Who comes on a date. */
  readonly daySheet: (question: typeof DayQuestion.Encoded) => Promise<Answer<DaySheet>>
  /** The figures of some months. */
  readonly kpis: (question: typeof KpiQuestion.Encoded) => Promise<Answer<KpiAnswer>>
  /** Lets go of the store. Nothing can be asked afterwards. */
  readonly close: () => Promise<void>
}

export interface Options {
  /** Under which name commands are recorded: an account or a program, never a person's name. */
  readonly actor: string
}

interface Failure {
  readonly _tag: string
  readonly message: string
}

/** Opens the store and keeps it open. Rejects with a sentence when the store cannot be used. */
export const open = async <E>(store: Layer.Layer<EventStore, E>, { actor }: Options): Promise<Servicelane> => {
  const runtime = ManagedRuntime.make(CommandHandler.layer().pipe(Layer.provideMerge(store)))
  await runtime.context()
  const answered = <A>(effect: Effect.Effect<A, Failure, EventStore | CommandHandler.CommandHandler>): Promise<Answer<A>> =>
    runtime.runPromise(Effect.match(effect, {
      onSuccess: (value): Answer<A> => ({ ok: true, value }),
      onFailure: (error): Answer<A> => ({ ok: false, refusal: refusalOf(error) })
    }))
  const asked = <Q, A, F extends Failure>(schema: Schema.Decoder<Q>, ask: (question: Q) => Effect.Effect<A, F, EventStore>) => (question: unknown) =>
    answered(Effect.flatMap(Effect.fromResult(decoded("The question", schema, question)), ask))
  const moment = Effect.map(Effect.clockWith((clock) => clock.currentTimeMillis), Instant.fromMillis)
  return {
    send: (submission) => answered(submit(submission, actor)),
    slots: asked(SlotQuestion, ({ now, ...question }) =>
      Effect.flatMap(now === undefined ? moment : Effect.succeed(now), (at) => slots({ ...question, now: at }))),
    slotsOfGroup: asked(GroupSlotQuestion, ({ now, ...question }) =>
      Effect.flatMap(now === undefined ? moment : Effect.succeed(now), (at) => slotsOfGroup({ ...question, now: at }))),
    daySheet: asked(DayQuestion, ({ site, date }) => Effect.flatMap(moment, (at) => daySheet(site, date, at))),
    kpis: asked(KpiQuestion, kpis),
    close: () => runtime.dispose()
  }
}

