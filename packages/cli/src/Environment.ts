/** What the environment says: which database, which log, and who is asking. */
import { StoreUnavailable } from "@servicelane/runtime"
import { Effect } from "effect"

export interface Environment {
  readonly file: string
  readonly log: string
  readonly actor: string
}

export const defaultUrl = "sqlite:./servicelane.db"

/** `DATABASE_URL`, `SERVICELANE_LOG` and `SERVICELANE_ACTOR`, or their defaults. */
export const environment = (env: NodeJS.ProcessEnv): Effect.Effect<Environment, StoreUnavailable> => {
  const url = env.DATABASE_URL ?? defaultUrl
  const file = url.startsWith("sqlite:") ? url.slice("sqlite:".length).replace(/^\/\//, "") : ""
  if (file === "") {
    const scheme = url.split(":")[0] ?? ""
    return Effect.fail(new StoreUnavailable({
      reason: `DATABASE_URL begins with ${scheme}:, which this version does not know. Use sqlite:PATH, such as ${defaultUrl}.`
    }))
  }
  return Effect.succeed({ file, log: env.SERVICELANE_LOG ?? "main", actor: env.SERVICELANE_ACTOR ?? "cli" })
}
