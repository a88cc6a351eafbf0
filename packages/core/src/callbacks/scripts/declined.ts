/** Why somebody does not come, and whether there is a car to come with (S2-07, S2-08). */
import type { State } from "../Script.ts"
import { ask, choice, end, endWith, text } from "./lines.ts"

export const gone: ReadonlyArray<State> = [
  ask(
    "gone", text("Thank you, then we put our file right. What has become of the car?", "谢谢，我们更新一下档案。请问车辆现在的情况是？"),
    choice("car-changed", text("sold or changed for another", "已换车"), "file-closed"),
    choice("moved", text("moved to another region", "迁往外地"), "file-closed"),
    choice("scrapped", text("scrapped", "报废"), "file-closed"),
    choice("total-loss", text("lost in an accident", "全损"), "file-closed"),
    choice("exported", text("taken abroad", "出口"), "file-closed")
  ),
  endWith("file-closed", text("It is noted, and you get no more reminders for it. Thank you.", "已为您登记，今后不再就此车提醒您。谢谢。"), "gone", "CarGone")
]

export const declined: ReadonlyArray<State> = [
  ask(
    "why-not", text("May I ask what speaks against it?", "方便告诉我们原因吗？"),
    choice("no-time", text("no time", "没时间"), "declined"),
    choice("too-expensive", text("too expensive", "价格高"), "declined"),
    choice("too-far", text("too far", "距离远"), "declined"),
    choice("dissatisfied", text("not content with us", "对服务不满"), "declined"),
    choice("does-it-elsewhere", text("goes elsewhere", "在别处保养"), "declined"),
    choice("drives-little", text("drives little", "用车少"), "declined"),
    choice("later", text("later", "以后再说"), "declined"),
    choice("no-reason", text("would not say", "未说明"), "declined"),
    choice("car-gone", text("has the car no more", "已无此车"), "gone"),
    choice("no-more-calls", text("wants no such calls", "不希望再来电"), "no-more-calls")
  ),
  endWith("declined", text("Thank you for telling me. Whenever you need us, {hotline} is the number to book.", "谢谢您告知。需要时请拨打预约电话{hotline}。"), "why-not", "Declined"),
  end("no-more-calls", text("Understood: you are not called for this any more. Thank you.", "明白，今后不再为此致电。谢谢您。"), "NoMoreCalls"),
  ...gone
]
