/** How the columns of a file become appointments: the import map. */
import { Zone } from "@servicelane/core"
import { Schema } from "effect"

/** Everything a file may know of an appointment. */
export const fields = [
  "externalId", "bookedAt", "startsAt", "date", "arrivedAt", "cancelledAt", "outcome", "job", "advisor", "customer", "phone", "plate", "channel"
] as const
export type Field = (typeof fields)[number]

const text = Schema.String.check(Schema.isMinLength(1), Schema.isMaxLength(200))

const perField = <S extends Schema.Top>(schema: S) =>
  Schema.Struct({
    externalId: Schema.optionalKey(schema), bookedAt: Schema.optionalKey(schema), startsAt: Schema.optionalKey(schema),
    date: Schema.optionalKey(schema), arrivedAt: Schema.optionalKey(schema), cancelledAt: Schema.optionalKey(schema),
    outcome: Schema.optionalKey(schema), job: Schema.optionalKey(schema), advisor: Schema.optionalKey(schema),
    customer: Schema.optionalKey(schema), phone: Schema.optionalKey(schema), plate: Schema.optionalKey(schema),
    channel: Schema.optionalKey(schema)
  })

export const ImportMap = Schema.Struct({
  /** The name of the system the file comes from; with it and the row's id an appointment is found again. */
  source: text.check(Schema.isMaxLength(64)),
  /** In which instants without an offset are meant, and of a site that has to be created. */
  timeZone: Zone.Zone,
  columns: perField(text).check(
    Schema.makeFilter((columns) => columns.externalId !== undefined || "expected a column for externalId"),
    Schema.makeFilter((columns) => columns.startsAt !== undefined || columns.date !== undefined || "expected a column for startsAt or for date")
  ),
  /** Of a field, what each text in the file means. */
  values: Schema.optionalKey(perField(Schema.Record(Schema.String, Schema.String)))
})
export type ImportMap = typeof ImportMap.Type

export const outcomes = ["booked", "arrived", "no-show", "cancelled-by-customer", "cancelled-by-site"] as const
