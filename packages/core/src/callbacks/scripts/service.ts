/** The call within three days of a visit to the workshop; mechanical work and body work have questions of their own (S4-03, S0-35). */
import type { Script, State } from "../Script.ts"
import { ask, choice, end, no, text, yes } from "./lines.ts"
import { aFewMinutes, condition, opening } from "./opening.ts"
import { problem } from "./problem.ts"

/** The questions of one kind of work, from `first` to one that leads to `clean`. */
const service = (kind: "service-mechanical" | "service-body", first: string, questions: ReadonlyArray<State>): Script => ({
  kind,
  start: "greet",
  states: [
    ...opening("condition", aFewMinutes),
    condition(text("Your car was with us on {date}. Is all well with it since?", "您的车{date}在我店维修保养，之后使用都正常吗？"), first),
    ...questions,
    ask("clean", text("Was the car given back to you clean?", "交车时车辆干净吗？"), yes("recommended"), no("recommended")),
    ask("recommended", text("Did your advisor recommend that you book next time?", "服务顾问向您推荐过预约服务吗？"), yes("overall"), no("overall")),
    ask(
      "overall", text("Taking all together: were you satisfied?", "总体来说，您对这次服务满意吗？"),
      choice("very", text("very", "非常满意"), "reminded"), choice("fairly", text("fairly", "比较满意"), "reminded"), no("problem", text("not", "不满意"))
    ),
    end("reminded", text("Next time please book beforehand under {hotline}; you get it as a message too. Thank you for your time.", "下次进厂请提前拨打{hotline}预约，我们也会发短信给您。感谢您的接听。"), "Done"),
    ...problem
  ]
})

export const serviceMechanical = service("service-mechanical", "fixed", [
  ask("fixed", text("Was everything put right the first time?", "问题是否一次修好？"), yes("explained"), no("problem")),
  ask("explained", text("Was it explained beforehand what is done and what it costs, and did it come to that?", "维修项目和费用事先说明清楚了吗？与结算一致吗？"), yes("in-time"), no("in-time")),
  ask("in-time", text("Was the car ready when it was promised?", "车辆是否按约定时间交付？"), yes("old-parts"), no("old-parts")),
  ask(
    "old-parts", text("Were you shown what was replaced?", "更换下来的旧件给您看过吗？"),
    yes("clean"), no("clean"), choice("none", text("nothing was replaced", "没有更换"), "clean")
  )
])

export const serviceBody = service("service-body", "colour", [
  ask("colour", text("Does the new paint match the old in colour and gloss?", "新漆的颜色和光泽与原车一致吗？"), yes("fit"), no("problem")),
  ask("fit", text("Do doors and panels fit, and do the gaps look even?", "车门和钣金件的装配间隙是否均匀？"), yes("insurance"), no("problem")),
  ask(
    "insurance", text("Were you helped well enough with the insurer?", "保险理赔方面的协助您满意吗？"),
    yes("in-time"), no("in-time"), choice("none", text("no insurer was concerned", "没有走保险"), "in-time")
  ),
  ask("in-time", text("Was the car ready when it was promised, and were you told of delays?", "车辆是否按时交付？有延误时通知您了吗？"), yes("clean"), no("clean"))
])
