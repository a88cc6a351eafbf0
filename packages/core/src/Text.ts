/** Text that people write. It may name somebody, so that events keep it in a field marked `Personal`. */
import { Schema } from "effect"

/** One line: a name, a reason. */
export const Line = Schema.String.check(Schema.isMinLength(1), Schema.isMaxLength(200))

/** Some sentences. */
export const Note = Schema.String.check(Schema.isMinLength(1), Schema.isMaxLength(2_000))
