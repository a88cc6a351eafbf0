/** The words of the workshop board, in both languages. */
import type { Language } from "../Terminal.ts"

const english = {
  title: "Workshop", cars: (n: number) => `${n} ${n === 1 ? "car" : "cars"} here`, nobody: "No car is here.", step: "step", turn: ">turn", plate: "plate", customer: "customer",
  advisor: "advisor", since: "since", atWork: "at work", promised: "promised", notes: "",
  missing: (parts: string) => `waits for ${parts}`, asks: (lines: number, price: string) => `customer asked about ${lines} ${lines === 1 ? "line" : "lines"}, ${price}`,
  walkIn: "walk-in", first: (at: string) => `first ${at}`, atRisk: "Promises at risk: call these customers", left: (min: number, promise: string) => `${min} minutes left, promised ${promise}`,
  late: (ready: string, promise: string) => `ready ${ready}, promised ${promise}`, delivered: "Handed over", readyAt: "ready", out: "fetched", kept: "kept", broken: "late", none: "no promise",
  steps: {
    reception: "reception", "write-up": "write-up", repair: "repair", work: "at work", inspection: "inspection", wash: "wash", cashier: "cashier", delivery: "keys"
  },
  priorities: {
    safety: "safety", comeback: "comeback", "warranty-case": "warranty case", booked: "", "late-booked": "booked late", "walk-in": "walk-in"
  }
}

type Words = typeof english

const chinese: Words = {
  title: "车间看板", cars: (n) => `在店 ${n} 台`, nobody: "无在店车辆。", step: "环节", turn: ">序", plate: "车牌", customer: "客户",
  advisor: "服务顾问", since: "自", atWork: "作业", promised: "预计交车", notes: "",
  missing: (parts) => `待件 ${parts}`, asks: (lines, price) => `增项待客户答复 ${lines} 项，${price}`,
  walkIn: "随到", first: (at) => `原定 ${at}`, atRisk: "承诺有风险，请致电客户", left: (min, promise) => `还需 ${min} 分钟，承诺 ${promise}`,
  late: (ready, promise) => `${ready} 完工，承诺 ${promise}`, delivered: "已交车", readyAt: "完工", out: "取车", kept: "准时", broken: "延误", none: "无承诺",
  steps: { reception: "待接车", "write-up": "问诊估价", repair: "待派工", work: "维修中", inspection: "待终检", wash: "待洗车", cashier: "待结算", delivery: "待交车" },
  priorities: { safety: "安全", comeback: "返修", "warranty-case": "三包", booked: "", "late-booked": "临时预约", "walk-in": "随到" }
}

export const workshopWordsOf = (language: Language): Words => language === "zh-CN" ? chinese : english
