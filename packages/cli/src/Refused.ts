/** What the command line itself refuses. Each says what is true and what would be accepted. */
import { Schema } from "effect"

/** The command was called wrongly: exit 2. */
export class BadUsage extends Schema.TaggedError<BadUsage>()("BadUsage", { detail: Schema.String }) {
  override get message() {
    return this.detail
  }
}

/** A file cannot be read. */
export class FileUnreadable extends Schema.TaggedError<FileUnreadable>()("FileUnreadable", { file: Schema.String, why: Schema.String }) {
  override get message() {
    return `${this.file} cannot be read: ${this.why}.`
  }
}
