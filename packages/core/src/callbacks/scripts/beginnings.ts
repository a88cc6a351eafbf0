/** The first days with somebody new: a first impression, and the number to call (S3-03, S3-05). Both come from other trades than this one. */
import type { Script } from "../Script.ts"
import { ask, choice, end, no, text, yes } from "./lines.ts"
import { aMoment, opening } from "./opening.ts"
import { problem } from "./problem.ts"

const complaint = problem.filter(({ id }) => id === "category" || id === "complained")

export const firstVisit: Script = {
  kind: "first-visit",
  start: "greet",
  states: [
    ...opening("impression", aMoment),
    ask(
      "impression", text("You were with us on {date} for the first time. What was your impression?", "您{date}第一次光临我店，印象如何？"),
      choice("good", text("good", "好"), "asked"), choice("mixed", text("mixed", "一般"), "asked"), choice("bad", text("bad", "不好"), "category")
    ),
    ask("asked", text("Did you get answers to all you wanted to know?", "您想了解的都得到解答了吗？"), yes("thanks"), no("open")),
    end("open", text("I have it answered, and somebody who knows calls you. Thank you.", "我安排熟悉情况的同事给您答复。谢谢您。"), "Done"),
    end("thanks", text("Thank you. Whatever comes up, {hotline} is our number.", "谢谢您。有任何需要请拨打{hotline}。"), "Done"),
    ...complaint
  ]
}

export const subscription: Script = {
  kind: "subscription",
  start: "greet",
  states: [
    ...opening("hotline", aMoment),
    ask(
      "hotline", text("Thank you for signing with us. Under {hotline} you always reach us; you get it as a message too. Is all clear so far?", "感谢您与我们签约。有事请随时拨打{hotline}，我们也会短信发给您。目前还有不清楚的地方吗？"),
      yes("welcome", text("all is clear", "都清楚")), choice("questions", text("there are questions", "有疑问"), "open"), choice("complaint", text("something is not as agreed", "与约定不符"), "category")
    ),
    end("open", text("I pass your questions on, and you are called with the answers. Thank you.", "您的问题我会转达，尽快给您答复。谢谢。"), "Done"),
    end("welcome", text("Then welcome, and thank you.", "欢迎您，谢谢。"), "Done"),
    ...complaint
  ]
}
