import { StoreUnavailable } from "@servicelane/runtime"
import type { SqlError } from "effect/sql"

/** SQLite's primary result codes (sqlite.org/rescode.html). */
const sentences: Readonly<Record<number, (file: string) => string>> = {
  5: (file) => `Another process keeps ${file} locked. Try again, or stop that process.`,
  6: (file) => `Another process keeps ${file} locked. Try again, or stop that process.`,
  8: (file) => `${file} cannot be written. Give this user write access to the file and its folder.`,
  10: (file) => `The disk under ${file} fails. Check the disk; nothing was kept of what was being written.`,
  11: (file) => `${file} is damaged. Restore it from a backup.`,
  13: (file) => `There is no room left for ${file}. Free some space; nothing was kept of what was being written.`,
  14: (file) => `${file} cannot be opened. Check that its folder exists and that this user may read and write it.`,
  19: (file) => `${file} holds an event of this id already. Every event needs an id of its own; nothing of the batch was kept.`,
  26: (file) => `${file} is not a Servicelane database: it is not an SQLite file at all. Choose another file.`
}

const codeOf = (cause: unknown): number | undefined => {
  const errcode: unknown = typeof cause === "object" && cause !== null ? Reflect.get(cause, "errcode") : undefined
  return typeof errcode === "number" ? errcode & 0xff : undefined
}

/** One sentence a person can act on; what SQLite said goes along as the cause. */
export const unavailable = (file: string) => (error: SqlError.SqlError): StoreUnavailable => {
  const { cause } = error.reason
  const say = sentences[codeOf(cause) ?? -1] ?? (() => `SQLite refuses to work on ${file}.`)
  return new StoreUnavailable({ reason: say(file), cause })
}

export const isBusy = (error: SqlError.SqlError): boolean => error.reason._tag === "LockTimeoutError"
