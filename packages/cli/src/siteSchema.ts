/** The JSON schema of the site document, for editors and for other programs. */
import { Site } from "@servicelane/core"
import { Schema } from "effect"

export const siteSchema = (): string => {
  const { schema, definitions } = Schema.toJsonSchemaDocument(Site.Document, { onExcessProperty: "error" })
  const head = { $schema: "https://json-schema.org/draft/2020-12/schema", title: "A Servicelane site document" }
  return `${JSON.stringify({ ...head, ...schema, $defs: definitions }, null, 2)}\n`
}
