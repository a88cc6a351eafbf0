import { Schema } from "effect"
import { AdvisorId } from "../Ids.ts"

/** Nobody receives cars here under this id. */
export class NoSuchAdvisor extends Schema.TaggedError<NoSuchAdvisor>()("NoSuchAdvisor", { advisor: AdvisorId, advisors: Schema.Array(AdvisorId) }) {
  override get message() {
    return `${this.advisor} is not an advisor of this site. Its advisors are ${this.advisors.join(", ") || "none"}.`
  }
}
