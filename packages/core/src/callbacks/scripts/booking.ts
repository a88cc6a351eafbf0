/** We ask for an appointment ourselves: due, not due, looked after elsewhere, or something is wrong (S4-08). */
import type { Script } from "../Script.ts"
import { elsewhere, nextTime } from "./elsewhere.ts"
import { ask, choice, text } from "./lines.ts"
import { offer } from "./offer.ts"
import { aMoment, condition, opening } from "./opening.ts"
import { problem } from "./problem.ts"
import { kilometres, notDue } from "./reminders.ts"

export const booking: Script = {
  kind: "booking",
  start: "greet",
  states: [
    ...opening("condition", aMoment),
    condition(text("We have not seen your car since {date} and wanted to know how it runs.", "您的车{date}之后一直没有进店，想关心一下目前的使用状况。"), "km"),
    kilometres("status"),
    ask(
      "status", text("By distance or by time since the last maintenance: where does it stand?", "按里程或距上次保养的时间，您的车目前是什么情况？"),
      choice("due", text("maintenance is due", "已到保养"), "booking"),
      choice("not-due", text("not due yet", "尚未到"), "not-due"),
      choice("elsewhere", text("it was done already", "已做过保养"), "where"),
      choice("problem", text("something is wrong with the car", "车辆有问题"), "problem")
    ),
    notDue,
    ...elsewhere("next-time"),
    nextTime,
    ...offer,
    ...problem
  ]
}
