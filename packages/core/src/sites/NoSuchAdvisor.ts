import { Schema } from "effect"
import { AdvisorId } from "../Ids.ts"

/** Nobody of this name receives cars at the site. */
export class NoSuchAdvisor extends Schema.TaggedError<NoSuchAdvisor>()("NoSuchAdvisor", { advisor: AdvisorId, advisors: Schema.Array(AdvisorId) }) {
  override get message() {
    return `${this.advisor} is no advisor of this site. Its advisors are: ${this.advisors.join(", ") || "none"}.`
  }
}
