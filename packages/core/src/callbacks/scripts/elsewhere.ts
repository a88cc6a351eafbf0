/** The car was looked after by others: where, why, and when the next time is (S4-08, S4-09). */
import type { State } from "../Script.ts"
import { ask, choice, end, text } from "./lines.ts"

/** Begins with `where`; after `improve` the talk goes on with `next`. */
export const elsewhere = (next: string): ReadonlyArray<State> => [
  ask(
    "where", text("Where was it looked after?", "请问是在哪里做的保养？"),
    choice("other-dealership", text("another dealership of the brand", "同品牌其他店"), "improve"),
    choice("independent", text("an independent workshop", "社会修理厂"), "improve"),
    choice("self", text("by themselves", "自行保养"), "improve"),
    choice("no-answer", text("would not say", "不愿说明"), "improve")
  ),
  ask(
    "improve", text("What should we do better, so that you come to us?", "您觉得我们哪些方面需要改进？"),
    choice("price", text("price", "价格"), next),
    choice("distance", text("distance", "距离"), next),
    choice("waiting", text("waiting", "等待时间"), next),
    choice("quality", text("quality of the work", "维修质量"), next),
    choice("staff", text("how people are treated", "服务态度"), next),
    choice("nothing", text("nothing", "没有"), next)
  )
]

export const nextTime: State = end(
  "next-time", text(
    "The next maintenance is due again after the same distance or time, whichever comes first. Please call {hotline} a day before you come. Thank you.",
    "下次保养请按里程或时间先到者为准，进厂前一天拨打{hotline}预约，可节省您的时间。谢谢您。"
  ), "ServicedElsewhere"
)
