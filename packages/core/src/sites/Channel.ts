import { Schema } from "effect"

/** How the booking reached the site; `import` when another system does not tell. */
export const Channel = Schema.Literals(["telephone", "web", "counter", "message", "import"])
export type Channel = typeof Channel.Type
