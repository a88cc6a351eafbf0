import { Result, Schema, SchemaIssue } from "effect"

/** What came from outside is not what it should be; every problem is listed with its place, never with its content. */
export class InvalidInput extends Schema.TaggedError<InvalidInput>()("InvalidInput", {
  what: Schema.String,
  problems: Schema.Array(Schema.Struct({ path: Schema.String, message: Schema.String }))
}) {
  override get message() {
    return [`${this.what} is not valid:`, ...this.problems.map(({ path, message }) => `  ${path === "" ? "" : `${path}: `}${message}`)].join("\n")
  }
}

const formatter = SchemaIssue.makeFormatterStandardSchemaV1()

/** More would not help anybody. */
const problemsShown = 50

/** Texts that one database takes and another does not, or that cannot be written as UTF-8. */
const unwritable = (input: unknown, path = ""): ReadonlyArray<InvalidInput["problems"][number]> => {
  if (typeof input === "string") {
    return input.isWellFormed() && !input.includes("\u0000") ? [] : [{ path, message: "expected text without NUL characters and halves of characters" }]
  }
  if (typeof input !== "object" || input === null) return []
  return Object.entries(input).flatMap(([name, value]) => [...unwritable(name, path), ...unwritable(value, path === "" ? name : `${path}.${name}`)])
}

/** Decodes and refuses what the schema does not know; `what` names the thing in the refusal. */
export const decoded = <A>(what: string, schema: Schema.Decoder<A>, input: unknown): Result.Result<A, InvalidInput> => {
  const problems = unwritable(input)
  if (problems.length > 0) return Result.fail(new InvalidInput({ what, problems: problems.slice(0, problemsShown) }))
  return Result.mapError(Schema.decodeUnknownResult(schema, { errors: "all", onExcessProperty: "error" })(input), (error) =>
    new InvalidInput({
      what,
      problems: formatter(error.issue).issues.slice(0, problemsShown).map(({ path = [], message }) => ({
        path: path.map((step) => typeof step === "number" ? `[${step}]` : `.${String(step)}`).join("").replace(/^\./, ""),
        message
      }))
    }))
}
