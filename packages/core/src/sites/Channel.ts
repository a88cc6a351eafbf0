import { Schema } from "effect"

/**
 * How the booking reached the site; `advisor` when it was made with an advisor and the desk knows of it only by them
 * (S0-05), `import` when another system does not tell.
 */
export const Channel = Schema.Literals(["telephone", "web", "counter", "message", "advisor", "import"])
export type Channel = typeof Channel.Type
