/** How every call begins: who is speaking, with whom, and whether it suits (S4-07, S4-13). */
import type { State, Text } from "../Script.ts"
import { ask, choice, no, text, yes } from "./lines.ts"

/** Says nothing of the car or the reason to anybody but the customer. */
const thirdPerson = text(
  "Thank you. When is {customer} best reached? We shall call again then.",
  "谢谢您。请问什么时候方便联系到{customer}？我们届时再致电。"
)

export const opening = (next: string, duration: Text, toThirdPerson: Text = thirdPerson): ReadonlyArray<State> => [
  ask(
    "greet", text("Good day, customer service of {site}. Am I speaking with {customer}?", "您好，这里是{site}客服中心，请问您是{customer}吗？"),
    yes("convenient"),
    choice("third-person", text("somebody else answers for them", "他人代接"), "third-person"),
    choice("wrong-number", text("nobody there knows them", "号码有误"), "wrong-number")
  ),
  { _tag: "CallAgain", id: "third-person", say: toThirdPerson, because: "third-person" },
  { _tag: "CallAgain", id: "wrong-number", say: text("Then our number is wrong. Please excuse the disturbance.", "看来是我们登记的号码有误，打扰您了，抱歉。"), because: "wrong-number" },
  ask("convenient", duration, yes(next, text("yes, go on", "方便")), no("another-time", text("not now", "不方便"))),
  {
    _tag: "CallAgain", id: "another-time", because: "another-time",
    say: text("Of course. On which day and at what time may we call you?", "没关系，请问哪天什么时间给您回电比较合适？")
  }
]

/** For a few questions. */
export const aFewMinutes = text("Does it suit you to talk for two or three minutes?", "耽误您两三分钟，现在方便接听吗？")

/** For a single matter. */
export const aMoment = text("It takes a moment only. Does it suit you now?", "只占用您一点时间，请问现在方便吗？")

/** How the car runs; whatever is wrong with it comes before anything else. */
export const condition = (words: Text, next: string): State => ask(
  "condition", words,
  choice("fine", text("all is well", "一切正常"), next),
  choice("problem", text("something is wrong", "有问题"), "problem")
)
