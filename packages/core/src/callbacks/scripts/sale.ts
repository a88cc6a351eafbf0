/** The call within seven days of the hand-over: eight questions, the address, and whether booking was recommended (S4-02, S0-34). */
import type { Script } from "../Script.ts"
import { ask, choice, end, no, text, yes } from "./lines.ts"
import { aFewMinutes, condition, opening } from "./opening.ts"
import { problem } from "./problem.ts"

export const sale: Script = {
  kind: "sale",
  start: "greet",
  states: [
    ...opening("condition", aFewMinutes),
    condition(text("You took over your new car on {date}. How do you like driving it; is all in order?", "您{date}提的新车，开得还习惯吗？车况是否良好？"), "overall"),
    ask("overall", text("Taking the purchase as a whole: were you fully satisfied?", "总体而言，您对购车过程完全满意吗？"), yes("skill"), no("skill")),
    ask("skill", text("Did the consultant know the trade and the brand well enough?", "销售顾问的业务水平和品牌知识，您完全满意吗？"), yes("test-drive"), no("test-drive")),
    ask(
      "test-drive", text("Did you drive the car on trial, and was that car clean?", "购车时试乘试驾了吗？试驾车干净吗？"),
      choice("clean", text("driven, and clean", "试驾过，干净"), "honesty"),
      choice("not-clean", text("driven, not clean", "试驾过，不够干净"), "honesty"),
      choice("not-driven", text("not driven", "没有试驾"), "honesty")
    ),
    ask("honesty", text("Was the consultant honest and sincere with you?", "销售顾问是否诚实、真诚？"), yes("equipment"), no("equipment")),
    ask("equipment", text("Did the car come with the equipment you were promised?", "交车时的配置与承诺一致吗？"), yes("contacted"), no("contacted")),
    ask("contacted", text("Has the consultant been in touch with you since?", "提车以后销售顾问联系过您吗？"), yes("promises"), no("promises")),
    ask(
      "promises", text("Does the consultant keep what was promised?", "销售顾问承诺的事情都落实了吗？"),
      choice("kept", text("kept", "已落实"), "accessories"),
      choice("not-kept", text("not kept", "未落实"), "accessories"),
      choice("none", text("nothing was promised", "没有承诺"), "accessories")
    ),
    ask(
      "accessories", text("Were you fully satisfied with the fitting of accessories?", "对加装精品的服务和质量，您完全满意吗？"),
      yes("recommended"), no("recommended"), choice("none", text("none were fitted", "没有加装"), "recommended")
    ),
    ask("recommended", text("Did the consultant recommend that you book before you come to the workshop?", "销售顾问向您推荐过预约服务吗？"), yes("address"), no("address")),
    ask(
      "address", text("May I check the postal address and the data we hold of you?", "最后跟您核对一下邮寄地址和登记信息，都对吗？"),
      choice("right", text("all is right", "无误"), "put-right"),
      choice("changed", text("something was put right", "有更正"), "put-right"),
      choice("refused", text("would rather not", "不愿提供"), "put-right")
    ),
    ask(
      "put-right", text("Is there anything we should put right for you?", "还有什么需要我们为您改进或处理的吗？"),
      no("reminded", text("nothing", "没有")), choice("problem", text("something", "有"), "problem")
    ),
    end("reminded", text("Before you come to the workshop, please book under {hotline}; you get it as a message too. Thank you, and have a good drive.", "今后进厂前请拨打{hotline}预约，我们也会发短信给您。感谢您的支持，祝您用车愉快。"), "Done"),
    ...problem
  ]
}
