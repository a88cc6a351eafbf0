import { type Schema, SchemaAST } from "effect"

const marker = "~servicelane/personal"

/**
 * Marks a field of an event as personal: names, numbers, addresses, plates, VINs, free text. A store keeps such fields
 * apart from the fact itself, under the event's subject, so that they can be forgotten without touching history.
 * Only a field at the top of an event may be marked; put what belongs together into one struct.
 */
export const Personal = <S extends Schema.Top>(schema: S): S["Rebuild"] => schema.annotate({ [marker]: true })

/** The personal fields of an event's schema, by name. */
export const personalFields = (event: Schema.Top): ReadonlyArray<string> => {
  const ast = event.ast
  if (!SchemaAST.isObjects(ast)) return []
  return ast.propertySignatures.flatMap((field) =>
    typeof field.name === "string" && SchemaAST.resolve(field.type)?.[marker] === true ? [field.name] : []
  )
}
