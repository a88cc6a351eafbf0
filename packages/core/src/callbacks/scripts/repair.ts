/** Somebody wants a repair, and a time is found for it, with the price of parts beforehand (S4-08). */
import type { Script } from "../Script.ts"
import { ask, end, no, say, text, yes } from "./lines.ts"
import { offer } from "./offer.ts"
import { aMoment, opening } from "./opening.ts"

export const repairBooking: Script = {
  kind: "repair-booking",
  start: "greet",
  states: [
    ...opening("repair", aMoment),
    say("repair", text("You told us that something is wrong with your car, and I have a time for it.", "您之前反映车辆有问题，我来为您安排维修时间。"), "parts"),
    ask(
      "parts", text("If parts are needed, you hear their price beforehand and whether we have them. Do you still want it looked at?", "如需更换零件，会事先向您报价并确认库存。还需要为您检查吗？"),
      yes("offer"), no("settled", text("no, it is well again", "不用了，已经好了"))
    ),
    end("settled", text("Good to hear. Should it come back, {hotline} is the number. Thank you.", "那太好了。如再出现，请拨打{hotline}。谢谢您。"), "Done"),
    ...offer.filter(({ id }) => id !== "booking")
  ]
}
