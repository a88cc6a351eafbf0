/** What was done about a complaint: does the customer accept it? */
import type { Script } from "../Script.ts"
import { ask, choice, end, no, text, yes } from "./lines.ts"
import { aFewMinutes, opening } from "./opening.ts"

export const complaint: Script = {
  kind: "complaint",
  start: "greet",
  states: [
    ...opening("accepted", aFewMinutes),
    ask("accepted", text("You told us of something that went wrong. Do you accept what we have offered and done about it?", "您反映的问题我们已提出处理办法，请问您对处理结果认可吗？"), yes("again"), no("missing")),
    ask("again", text("Will you come to us again?", "今后您还愿意来我店吗？"), yes("thanks"), no("thanks"), choice("unsure", text("not sure", "不确定"), "thanks")),
    end("thanks", text("Thank you for your patience, and for telling us.", "感谢您的耐心和监督。"), "Accepted"),
    ask(
      "missing", text("What is missing?", "您觉得哪里还不够？"),
      choice("not-done", text("what was promised is not done", "承诺未落实"), "goes-on"),
      choice("not-enough", text("it is not enough", "补救不够"), "goes-on"),
      choice("too-slow", text("it took too long", "处理太慢"), "goes-on"),
      choice("not-heard", text("nobody listened", "没有被重视"), "goes-on")
    ),
    end("goes-on", text("Then it is not over. I pass it on now, and you hear from us today.", "那我们继续处理，我马上转交，今天给您答复。"), "NotAccepted")
  ]
}
