/**
 * How to speak with somebody who complains, by the manner in which they do (S4-17). Whoever speaks with the customer
 * chooses what fits and reads it. The choice is kept nowhere: no event has a field for it, and nothing infers it, least of
 * all from a profession (S4-18). What is worth keeping is a note in one's own words, with the customer's consent.
 */
import { Schema } from "effect"

/** A manner of complaining, on a day; not a kind of person. */
export const Manner = Schema.Literals(["dominant", "social", "analytic", "venting", "habitual-critic", "forced-by-others", "relentless"])
export type Manner = typeof Manner.Type

export interface Advice {
  readonly name: string
  /** What it looks like. */
  readonly signs: string
  /** What helps, in this order. */
  readonly helps: ReadonlyArray<string>
}

export const guidance: Readonly<Record<Manner, Readonly<Record<"en" | "zh-CN", Advice>>>> = {
  dominant: {
    en: {
      name: "Wants a result",
      signs: "Short of patience, cares how it ends and not how it goes, expects to be treated by rank.",
      helps: ["Have everything at hand before you begin.", "Say what happened and what you propose, in that order.", "Ask exact questions and stay with the matter.", "Give facts that follow from one another.", "Offer two ways and let them choose."]
    },
    "zh-CN": {
      name: "要结果的客户",
      signs: "耐心少，看重结局而不看过程，希望受到重视。",
      helps: ["先把材料备齐再开口。", "先说发生了什么，再说建议怎么办。", "提问具体，不离开正题。", "讲事实，前后连贯。", "给出两种办法，由对方选定。"]
    }
  },
  social: {
    en: {
      name: "Wants to talk",
      signs: "Friendly and talkative, likes company, wants their view to be shared.",
      helps: ["Let them tell the whole story.", "Take time for the person before the case.", "Ask what they would like to come of it, and what they think.", "Keep the mood light.", "Back what you say with something they can see."]
    },
    "zh-CN": {
      name: "爱交流的客户",
      signs: "热情健谈，喜欢有人陪着聊，希望别人认同自己的看法。",
      helps: ["让对方把话讲完。", "先照顾人，再谈事。", "问问对方想要什么结果、怎么看。", "保持轻松的气氛。", "拿出看得见的依据。"]
    }
  },
  analytic: {
    en: {
      name: "Wants it exact",
      signs: "Weighs every detail, speaks precisely, decides late.",
      helps: ["Prepare the whole case, the weak points too.", "Say exactly what you can do, and what not.", "Agree on how it will be measured.", "Keep to what you said.", "Leave them time to decide."]
    },
    "zh-CN": {
      name: "重细节的客户",
      signs: "逐项权衡，用词精确，决定得慢。",
      helps: ["把各个方面都准备到，包括不利的地方。", "说清能做什么、不能做什么。", "一起定下衡量的标准。", "说过的话不改口。", "留出考虑的时间。"]
    }
  },
  venting: {
    en: {
      name: "Wants to be heard",
      signs: "Angry without a claim; often about a price or a rule that nobody here can change.",
      helps: ["Listen, and do not argue.", "Wait until the anger has passed.", "Say that you understand what it meant for them.", "Do something kind elsewhere, so that the day is even."]
    },
    "zh-CN": {
      name: "想倾诉的客户",
      signs: "有怒气，却没有明确要求；多半是为价格或改不了的规定。",
      helps: ["认真听，不争辩。", "等情绪平复。", "说明您理解这件事带来的不便。", "在别处给一点好意，让心里平衡。"]
    }
  },
  "habitual-critic": {
    en: {
      name: "Knows better",
      signs: "Finds fault as an expert or an elder would, without being hurt by anything in particular.",
      helps: ["Be modest, and hear them out.", "Do what can be done at once, while they watch.", "Ask what they would advise, and thank them for it."]
    },
    "zh-CN": {
      name: "爱指点的客户",
      signs: "像行家或长辈那样挑毛病，自己并没有特别的不满。",
      helps: ["态度谦虚，听对方说完。", "能做的当面马上做。", "请教对方的建议，并表示感谢。"]
    }
  },
  "forced-by-others": {
    en: {
      name: "Sent by somebody",
      signs: "Could live with it, but a superior, a spouse or a friend could not.",
      helps: ["Let them come to a judgement of their own.", "Give them reasons that they can repeat at home or at work.", "Offer to speak with the other person yourself, and say how things are."]
    },
    "zh-CN": {
      name: "替别人出面的客户",
      signs: "自己可以接受，上司、家人或朋友却不答应。",
      helps: ["帮助对方作出自己的判断。", "给对方能转述的理由。", "主动提出与那位当事人直接沟通，说明实情。"]
    }
  },
  relentless: {
    en: {
      name: "Does not let go",
      signs: "Great or small, it must be put right, whatever it costs them in time or money.",
      helps: ["Say kindly and clearly how far you can go.", "Gather what proves it, and go through it together.", "Ask somebody whom they trust to join you.", "Settle at once when there is an opening.", "Expect it to take long, and stay calm."]
    },
    "zh-CN": {
      name: "不肯罢休的客户",
      signs: "事情不论大小都要讨个说法，不在乎花多少时间和钱。",
      helps: ["委婉而明确地说出我们能做到哪一步。", "把证据收齐，一起看一遍。", "请对方信任的人参与。", "一有转机，当即办妥。", "做好时间长的准备，保持平静。"]
    }
  }
}
