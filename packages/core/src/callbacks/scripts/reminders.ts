/** The first service and each maintenance after it: the kilometres are asked, and a time is offered (S4-05, S4-06, S4-07). */
import type { Script, State, Text } from "../Script.ts"
import { elsewhere, nextTime } from "./elsewhere.ts"
import { ask, choice, count, end, say, text } from "./lines.ts"
import { offer } from "./offer.ts"
import { aMoment, condition, opening } from "./opening.ts"
import { problem } from "./problem.ts"

/** More than any car has gone. */
export const farthest = 2_000_000

export const kilometres = (next: string): State => count(
  "km", text("How many kilometres has it gone by now?", "请问现在行驶了多少公里？"),
  { unit: "km", least: 0, most: farthest, next }, choice("unknown", text("does not know", "不清楚"), next)
)

export const notDue: State = end(
  "not-due", text("Then please book under {hotline} when it shows about {km} kilometres. We shall call you too.", "那请您在约{km}公里时拨打{hotline}预约，届时我们也会致电提醒。"), "NotDue"
)

const reminder = (kind: "first-service" | "maintenance", since: Text, advice: Text): Script => ({
  kind,
  start: "greet",
  states: [
    ...opening("condition", aMoment),
    condition(since, "km"),
    kilometres("advice"),
    say("advice", advice, "status"),
    ask(
      "status", text("Is that about where it stands?", "您的车差不多到保养的时候了吗？"),
      choice("due", text("it is due", "已到"), "booking"),
      choice("not-due", text("not yet", "未到"), "not-due"),
      choice("elsewhere", text("done already, elsewhere", "已在别处做过"), "where")
    ),
    notDue,
    ...elsewhere("next-time"),
    nextTime,
    ...offer,
    ...problem
  ]
})

export const firstService: Script = reminder(
  "first-service",
  text("You have had your car since {date}. Is all well with it?", "您{date}提车至今，车辆使用都正常吗？"),
  text("A new engine runs itself in: the first service is due at {km} kilometres or on {due}, whichever comes first.", "新车处于磨合期，首保在{km}公里或{due}进行，以先到者为准。")
)

export const maintenance: Script = reminder(
  "maintenance",
  text("We saw your car last on {date}. Is all well with it?", "您的车上次进店是{date}，目前使用都正常吗？"),
  text("By what we know, the next maintenance is due at {km} kilometres or on {due}, whichever comes first.", "根据记录，下次定期保养在{km}公里或{due}，以先到者为准。")
)
