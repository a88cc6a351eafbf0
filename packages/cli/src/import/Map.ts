/** How the columns of a file become what is known here: the import map. */
import { Zone } from "@servicelane/core"
import { Schema } from "effect"

export interface ImportMap<Field extends string> {
  /** The name of the system the file comes from; with it and the row's id a thing is found again. */
  readonly source: string
  /** In which instants without an offset are meant, and of a site that has to be created. */
  readonly timeZone: Zone.Zone
  readonly columns: { readonly [F in Field]?: string }
  /** Of a field, what each text in the file means. */
  readonly values?: { readonly [F in Field]?: Readonly<Record<string, string>> }
}

const text = Schema.String.check(Schema.isMinLength(1), Schema.isMaxLength(200))

const perField = <Field extends string, S extends Schema.Top>(fields: ReadonlyArray<Field>, schema: S) =>
  Schema.Struct(Object.fromEntries(fields.map((field) => [field, Schema.optionalKey(schema)])) as Record<Field, Schema.optionalKey<S>>)

/** A field that says nothing without another one. */
export type With<Field extends string> = { readonly [F in Field]?: Field }

/** `needed`: of each of these groups one field at least has a column. */
export const importMap = <Field extends string>(
  fields: ReadonlyArray<Field>,
  needed: ReadonlyArray<ReadonlyArray<Field>>,
  needs: With<Field> = {}
): Schema.Decoder<ImportMap<Field>> => {
  const missing = (columns: object): string | undefined => {
    const has = (field: Field): boolean => Object.hasOwn(columns, field)
    const lacking = needed.find((group) => !group.some(has)) ?? fields.flatMap((field) => {
      const other = needs[field]
      return has(field) && other !== undefined && !has(other) ? [[other]] : []
    })[0]
    return lacking === undefined ? undefined : `expected a column for ${lacking.join(" or for ")}`
  }
  return Schema.Struct({
    source: text.check(Schema.isMaxLength(64)),
    timeZone: Zone.Zone,
    columns: perField(fields, text).check(Schema.makeFilter((columns) => missing(columns) ?? true)),
    values: Schema.optionalKey(perField(fields, Schema.Record(Schema.String, Schema.String)))
  })
}
