/** Where something is wrong: a time for the workshop, or a complaint that is taken up (S4-07, S4-08). */
import type { State } from "../Script.ts"
import { ask, choice, end, endWith, text } from "./lines.ts"

export const problem: ReadonlyArray<State> = [
  ask(
    "problem", text("I am sorry to hear that. I write down what you tell me. What would help you most?", "非常抱歉，您说的情况我已记录。您希望我们怎样处理？"),
    choice("repair", text("somebody looks at the car", "检查车辆"), "repair"),
    choice("complaint", text("it is taken up as a complaint", "投诉"), "category"),
    choice("noted", text("it is enough that we know", "仅作记录"), "noted")
  ),
  ask(
    "repair", text(
      "Let us find a time. If parts are needed, you hear their price beforehand and whether we have them. Shall I book it now?",
      "我们来确定维修时间。如需更换零件，会事先向您报价并确认库存。现在为您预约可以吗？"
    ),
    choice("now", text("a time is agreed now", "现在约定"), "repair-booked"),
    choice("later", text("the workshop shall propose one", "由车间另约"), "repair-wanted")
  ),
  end("repair-booked", text("I repeat: your car {plate}, on the day and at the time we have just agreed. Thank you.", "我再确认一下：您的车{plate}，按刚才约定的日期和时间进厂。谢谢您。"), "Booked"),
  end("repair-wanted", text("The workshop calls you with a time and, if parts are needed, their price. Thank you for telling us.", "车间会尽快与您联系时间；如需零件，一并报价。感谢您告知。"), "RepairWanted"),
  ask(
    "category", text("What does it concern above all?", "主要是哪方面的问题？"),
    choice("staff", text("how somebody behaved", "人员服务"), "complained"),
    choice("workmanship", text("the work", "维修质量"), "complained"),
    choice("waiting", text("how long it took", "等待时间"), "complained"),
    choice("price", text("the price", "价格"), "complained"),
    choice("parts", text("parts", "配件"), "complained"),
    choice("vehicle", text("the car itself", "车辆本身"), "complained"),
    choice("other", text("something else", "其他"), "complained")
  ),
  endWith("complained", text("It is passed on now, and somebody who can decide answers you. Thank you for saying it openly.", "我马上转交，由能够做主的同事答复您。感谢您坦诚相告。"), "category", "Complained"),
  end("noted", text("It is written down for those who look after your car. Thank you.", "已记录并转告负责您车辆的同事。谢谢您。"), "Done")
]
