/** How satisfied a customer is, factor by factor (S3-02). */
import { Schema } from "effect"

/** 9 is fairly satisfied, 10 very. */
export const Score = Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: 10 }))

/** With the workshop, or with the purchase. */
export const Survey = Schema.Literals(["csi", "ssi"])
export type Survey = typeof Survey.Type

/** The five factors of each survey. The source says that there are five, not which; these are the research institute's. */
export const factors = {
  csi: ["initiation", "advisor", "facility", "pick-up", "quality"],
  ssi: ["facility", "salesperson", "deal", "delivery-timing", "delivery"]
} as const

const scores = <Name extends string>(names: ReadonlyArray<Name>) =>
  Schema.Struct(Object.fromEntries(names.map((name) => [name, Score])) as Record<Name, typeof Score>)

/** A customer who was asked answers all five; the recommendation, from 0 to 10, is asked only in some surveys. */
const on = { recommends: Schema.NullOr(Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: 10 }))) }

export const Answers = Schema.Union([
  Schema.Struct({ survey: Schema.Literal("csi"), scores: scores(factors.csi), ...on }),
  Schema.Struct({ survey: Schema.Literal("ssi"), scores: scores(factors.ssi), ...on })
])
export type Answers = typeof Answers.Type

/** The scores in the order of the survey's factors. */
export const scoresOf = (answers: Answers): ReadonlyArray<readonly [factor: string, score: number]> =>
  answers.survey === "csi" ? factors.csi.map((factor) => [factor, answers.scores[factor]] as const) : factors.ssi.map((factor) => [factor, answers.scores[factor]] as const)
