/** What customers get for coming when they said they would, and for coming again. */
import { Schema } from "effect"
import { addMonths, LocalDate } from "../calendar/LocalDate.ts"
import { GiftCode } from "../Ids.ts"
import { Money } from "../Money.ts"

const between = (minimum: number, maximum: number) => Schema.Int.check(Schema.isBetween({ minimum, maximum }))

const text = Schema.String.check(Schema.isMinLength(1), Schema.isMaxLength(60))

export const Code = Schema.String.check(Schema.isPattern(/^[a-z0-9][a-z0-9-]{0,39}$/u, { message: "expected 1 to 40 small letters, digits or '-'" }))

const differ = <A>(what: string, of: (item: A) => string) =>
  Schema.makeFilter((items: ReadonlyArray<A>) => new Set(items.map(of)).size === items.length || `expected ${what} with codes that differ`)

/** A gift of the display, of which the customer picks one; `upgraded`: only for a run of punctual arrivals. */
export const Gift = Schema.Struct({ code: GiftCode, name: text, upgraded: Schema.optionalKey(Schema.Boolean) })
export type Gift = typeof Gift.Type

/** Worth so many points. */
const worth = { code: Code, name: text, points: between(1, 1_000_000) }

/** What somebody takes part in, such as a tour, and earns points by. */
export const Activity = Schema.Struct(worth)

/** What points are given for. */
export const Reward = Schema.Struct(worth)

/** The customers' club of a site (S3-23, S3-24). */
export const ClubPolicy = Schema.Struct({
  /** Kinds of cards, such as one for each class of owners. */
  types: Schema.Array(Code).check(Schema.isMinLength(1), Schema.isMaxLength(20)),
  /** What a card costs … */
  fee: Money,
  /** … unless so much is paid in advance; then the card is free, and what was paid is the customer's credit. */
  prepayment: Money,
  /** A card holds for so long. */
  months: between(1, 120),
  /** So many points for every whole amount that is paid for a visit. */
  earn: Schema.Struct({ every: Money, points: between(1, 10_000) }),
  /** Points that nobody has used are gone after so long. */
  pointMonths: between(1, 120),
  activities: Schema.Array(Activity).check(Schema.isMaxLength(100), differ("activities", ({ code }) => code)),
  rewards: Schema.Array(Reward).check(Schema.isMaxLength(200), differ("rewards", ({ code }) => code))
}).check(Schema.makeFilter(({ earn }) => earn.every.minor > 0 || "expected points for every amount above nothing"))
export type ClubPolicy = typeof ClubPolicy.Type

export const LoyaltyPolicy = Schema.Struct({
  /** In the first months of a site's booking service every booked car that comes earns a gift; left out, only punctual ones do (S0-38). */
  opening: Schema.optionalKey(Schema.Struct({
    from: LocalDate,
    /** Left out, five. */
    months: Schema.optionalKey(between(1, 24))
  })),
  gifts: Schema.Array(Gift).check(Schema.isMaxLength(100), differ("gifts", ({ code }) => code)),
  /** Every so many punctual arrivals in a row earn an upgraded gift, or cash (S0-38). */
  streak: between(2, 50),
  /** The cash in place of an upgraded gift; null: none is offered. */
  cash: Schema.NullOr(Money),
  club: ClubPolicy
})
export type LoyaltyPolicy = typeof LoyaltyPolicy.Type

const yuan = (amount: number): Money => ({ minor: amount * 100, currency: "CNY" })

/** Four in a row, ¥200 and ¥3,000 are the sources' (S0-38, S3-23); the gifts, the points and how long they and the cards hold are ours. */
export const standard: LoyaltyPolicy = {
  gifts: [
    { code: GiftCode.make("umbrella"), name: "Umbrella" },
    { code: GiftCode.make("thermos"), name: "Thermos flask" },
    { code: GiftCode.make("tissues"), name: "Tissues for the car" },
    { code: GiftCode.make("emergency-kit"), name: "Emergency kit", upgraded: true }
  ],
  streak: 4,
  cash: null,
  club: {
    types: ["club"], fee: yuan(200), prepayment: yuan(3_000), months: 12, earn: { every: yuan(10), points: 1 }, pointMonths: 24,
    activities: [{ code: "tour", name: "Tour", points: 50 }],
    rewards: [{ code: "car-wash", name: "Car wash", points: 50 }]
  }
}

/** Whether a date lies in the opening months. */
export const isOpening = ({ opening }: Pick<LoyaltyPolicy, "opening">, date: LocalDate): boolean =>
  opening !== undefined && date >= opening.from && date < addMonths(opening.from, opening.months ?? 5)
