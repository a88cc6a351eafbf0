/** Two times are offered; whoever wants another is steered to where there is room, with an advisor by name (S4-07). */
import type { State } from "../Script.ts"
import { declined } from "./declined.ts"
import { ask, choice, end, no, say, text, yes } from "./lines.ts"

/** Begins with `booking`: whether the customer wants an appointment at all. */
export const offer: ReadonlyArray<State> = [
  ask(
    "booking", text("With an appointment, people, bay and parts are ready when you come, and you hardly wait. Shall I make one?", "提前预约，人员、工位和配件都为您备好，基本无需等待。帮您约一个时间好吗？"),
    yes("offer"), no("why-not")
  ),
  ask(
    "offer", text("I can offer {first-offer} or {second-offer}. Which suits you better?", "可以安排{first-offer}或{second-offer}，您看哪个时间更合适？"),
    choice("first", text("the first", "第一个"), "repeat-first"),
    choice("second", text("the second", "第二个"), "repeat-second"),
    choice("other", text("another time", "其他时间"), "steer")
  ),
  ask(
    "steer", text(
      "That time is taken. At {first-offer} and at {second-offer} {advisor} has time to look after your car in person. Could you arrange one of them?",
      "那个时间已约满。{first-offer}和{second-offer}由{advisor}亲自接待，能仔细为您检查车辆，您看能否安排其中一个？"
    ),
    choice("first", text("the first", "第一个"), "repeat-first"),
    choice("second", text("the second", "第二个"), "repeat-second"),
    no("why-not", text("neither", "都不行"))
  ),
  say("repeat-first", text("I repeat: your car {plate}, {first-offer}, and {advisor} receives you.", "我跟您确认：您的车{plate}，{first-offer}，服务顾问{advisor}接待您。"), "booked"),
  say("repeat-second", text("I repeat: your car {plate}, {second-offer}, and {advisor} receives you.", "我跟您确认：您的车{plate}，{second-offer}，服务顾问{advisor}接待您。"), "booked"),
  end("booked", text("Should anything change, please call {hotline}. Thank you for your time, and have a good drive.", "如有变动，请拨打{hotline}告知我们。感谢接听，祝您用车愉快。"), "Booked"),
  ...declined
]
