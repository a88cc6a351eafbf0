import { Schema } from "effect"
import { SiteId } from "../Ids.ts"

/** No site has been opened under this id. */
export class UnknownSite extends Schema.TaggedError<UnknownSite>()("UnknownSite", { site: SiteId }) {
  override get message() {
    return `There is no site ${this.site}. Apply its document first.`
  }
}
