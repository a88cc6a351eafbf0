/** Before and around a visit: a booking that was made with an advisor, one that was not kept, and one that waited (S0-22, S0-08, S3-22). */
import type { Script } from "../Script.ts"
import { elsewhere, nextTime } from "./elsewhere.ts"
import { ask, choice, end, no, say, text, yes } from "./lines.ts"
import { offer } from "./offer.ts"
import { aMoment, opening } from "./opening.ts"
import { problem } from "./problem.ts"

export const verifyBooking: Script = {
  kind: "verify-booking",
  start: "greet",
  states: [
    ...opening("verify", aMoment),
    ask(
      "verify", text("You have arranged with our advisor to come with {plate} on {date} at {time}. Is that right?", "您与我们的服务顾问约好{date} {time}进厂，车牌{plate}，对吗？"),
      yes("work"), choice("changed", text("yes, but at another time", "时间有变"), "changed"), choice("unknown", text("knows of no appointment", "没有预约"), "denied")
    ),
    ask(
      "work", text("And is what shall be done noted as you said it?", "维修保养的项目记录是否与您说的一致？"),
      yes("verified"), choice("more", text("there is more to do", "还有其他项目"), "noted-work")
    ),
    say("noted-work", text("I add that, so that people and parts are ready.", "我补充上去，提前准备人员和配件。"), "verified"),
    end("verified", text("Then we expect you. If anything changes, {hotline} is the number. Thank you.", "届时恭候您的到来，如有变动请拨打{hotline}。谢谢。"), "Verified"),
    end("changed", text("I have changed the time as you wish. You get a message with it. Thank you.", "已按您的要求改好时间，稍后短信通知您。谢谢。"), "Booked"),
    end("denied", text("Then there is a mistake on our side, which I clear up. Please excuse the call.", "看来是我们登记有误，我马上核实。打扰您了。"), "Denied")
  ]
}

export const noShow: Script = {
  kind: "no-show",
  start: "greet",
  states: [
    ...opening("missed", aMoment),
    ask(
      "missed", text("We expected you on {date} at {time} and hope that all is well. What came in between?", "我们{date} {time}一直在等您，希望您一切都好。请问是什么原因没能过来？"),
      choice("forgot", text("forgot it", "忘记了"), "booking"),
      choice("no-time", text("had no time", "没时间"), "booking"),
      choice("was-here", text("was here", "其实来过"), "was-here"),
      choice("elsewhere", text("had it done elsewhere", "在别处做了"), "where"),
      choice("problem", text("the car does not run", "车辆出了问题"), "problem")
    ),
    end("was-here", text("Then our record is wrong and I have it put right. Please excuse that.", "那是我们的记录有误，我马上更正，非常抱歉。"), "Done"),
    ...elsewhere("next-time"),
    nextTime,
    ...offer,
    ...problem
  ]
}

export const waited: Script = {
  kind: "waited",
  start: "greet",
  states: [
    ...opening("apology", aMoment),
    ask(
      "apology", text("On {date} we let you wait too long. I lead the reception, and I apologise. Is it settled for you with that?", "{date}让您久等了，我是前台主管，向您郑重道歉。您能谅解吗？"),
      yes("better"), no("category", text("no, it is a complaint", "不能，要投诉"))
    ),
    ask(
      "better", text("What would have made it better?", "您希望我们怎样改进？"),
      choice("told-earlier", text("to be told earlier", "提前告知"), "thanks"),
      choice("more-people", text("more people at reception", "增加接待人员"), "thanks"),
      choice("appointment", text("an appointment", "提前预约"), "thanks"),
      choice("nothing", text("nothing", "没有"), "thanks")
    ),
    end("thanks", text("Thank you. With an appointment under {hotline} we keep the time free for you.", "谢谢您。下次拨打{hotline}预约，我们会为您预留时间。"), "Done"),
    ...problem.filter(({ id }) => id === "category" || id === "complained")
  ]
}
