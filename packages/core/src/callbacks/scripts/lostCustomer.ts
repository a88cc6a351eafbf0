/** Not seen since a date: is the car still there, who looks after it, and would they come again (S4-09, S2-07)? */
import type { Script } from "../Script.ts"
import { elsewhere } from "./elsewhere.ts"
import { ask, choice, end, no, text, yes } from "./lines.ts"
import { offer } from "./offer.ts"
import { aMoment, opening } from "./opening.ts"

export const lostCustomer: Script = {
  kind: "lost-customer",
  start: "greet",
  states: [
    ...opening("still", aMoment, text(
      "Thank you. Is this still a number of {customer}, and when are they best reached? If there is a better number, I note it with their consent.",
      "谢谢您。请问这还是{customer}的号码吗？什么时候方便联系到本人？若有其他号码，征得本人同意后我们再登记。"
    )),
    ask(
      "still", text("We have not seen your car since {date}. Do you still have it?", "您的车自{date}之后没有再来过，请问车还在您名下使用吗？"),
      yes("since"), no("gone")
    ),
    ask(
      "since", text("Has it had its maintenance since?", "这段时间保养都做过吗？"),
      choice("elsewhere", text("yes, elsewhere", "做过，在别处"), "where"),
      choice("none", text("no", "没有"), "invite")
    ),
    ...elsewhere("invite"),
    ask(
      "invite", text("We hold a day for our customers and would like to have you with us. May I send you the invitation?", "我店将举办客户答谢活动，诚邀您参加，可以把邀请发给您吗？"),
      yes("invited"), choice("maintenance", text("would rather come for maintenance", "想直接预约保养"), "booking"), no("why-not")
    ),
    end("invited", text("It is on its way, and we look forward to you. Under {hotline} you can book for that day too.", "邀请马上发给您，期待您的光临。当天如需保养，可拨打{hotline}预约。"), "Done", "ServicedElsewhere"),
    ...offer
  ]
}
