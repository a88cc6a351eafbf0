/** The words of a campaign, in both languages. */
import type { CampaignDays, CampaignSheet, DueList } from "@servicelane/core"
import type { Language } from "../Terminal.ts"

interface Words {
  readonly title: string
  readonly states: Readonly<Record<DueList.State["_tag"], string>>
  readonly step: string
  readonly by: string
  readonly done: string
  readonly steps: Readonly<Record<CampaignDays.StepName, string>>
  readonly stepStates: Readonly<Record<CampaignSheet.StepState, string>>
  readonly cars: (n: number) => string
  readonly trimmed: (n: number, of: number) => string
  readonly checked: (n: number, of: number) => string
  readonly came: (n: number, of: number) => string
  readonly inMonth: (n: number, of: number) => string
  readonly booked: (n: number) => string
  readonly alarms: Readonly<Record<"below-so-far" | "below", (pct: number) => string>>
  readonly nobody: string
  readonly vehicle: string
  readonly customer: string
  readonly due: string
  readonly basis: string
  readonly bases: Readonly<Record<"km" | "months", string>>
  readonly kinds: Readonly<Record<"first" | "periodic", string>>
  readonly state: string
  readonly carStates: Readonly<Record<CampaignSheet.CarState["_tag"], string>>
  readonly reasons: string
  readonly left: string
  readonly whyNot: Readonly<Record<DueList.WhyNot, string>>
  readonly trims: Readonly<Record<DueList.TrimReason, string>>
  readonly because: Readonly<Record<DueList.Because, string>>
}

const english: Words = {
  title: "Campaign",
  states: { None: "not begun", Draft: "draft", Locked: "locked", Printed: "invitations printed", Mailed: "invitations mailed" },
  step: "step", by: "by", done: "done",
  steps: { lock: "list locked", print: "invitations printed", mail: "invitations mailed", plan: "improvement plan" },
  stepStates: { "in-time": "in time", late: "late", open: "open", missed: "missed" },
  cars: (n) => `${n} ${n === 1 ? "car" : "cars"}`,
  trimmed: (n, of) => `trimmed after the lock: ${n} of ${of}`,
  checked: (n, of) => `records verified or corrected: ${n} of ${of}`,
  came: (n, of) => `came since the lock: ${n} of ${of}`,
  inMonth: (n, of) => `came in the month itself: ${n} of ${of}`,
  booked: (n) => `have an appointment: ${n}`,
  alarms: {
    "below-so-far": (pct) => `Fewer than ${pct} % of the list have come so far.`,
    below: (pct) => `ALARM: fewer than ${pct} % of the list came.`
  },
  nobody: "No car is on the list.",
  vehicle: "vehicle", customer: "customer", due: "due", basis: "basis", bases: { km: "by km", months: "by months" }, kinds: { first: "first service", periodic: "maintenance" }, state: "state",
  carStates: { Came: "came", Trimmed: "trimmed", Booked: "booked", Refused: "does not come", Waiting: "not heard of yet" },
  reasons: "Why they do not come", left: "Not on the list",
  whyNot: {
    "no-time": "no time", "too-expensive": "too expensive", "too-far": "too far", dissatisfied: "dissatisfied", "does-it-elsewhere": "does it elsewhere", "drives-little": "drives little", later: "later",
    "no-reason": "gave no reason", "not-reached": "not reached"
  },
  trims: {
    scrapped: "scrapped", "total-loss": "total loss", exported: "exported", moved: "moved away", "car-changed": "changed for another car", duplicate: "on it twice", "not-ours": "not ours", "not-due": "not due",
    "no-contact-wanted": "wants no contact"
  },
  because: {
    "other-site": "looked after by another site", gone: "the car is gone", "no-owner": "no owner known", "no-basis": "nobody knows when it is due", lost: "lost, called for that", "not-due": "due later",
    prompted: "invited not long ago"
  }
}

const chinese: Words = {
  title: "招揽活动",
  states: { None: "未开始", Draft: "草稿", Locked: "已锁定", Printed: "特邀函已印妥", Mailed: "特邀函已寄出" },
  step: "步骤", by: "期限", done: "完成",
  steps: { lock: "锁定到期名单", print: "印妥特邀函", mail: "寄出特邀函", plan: "改善方案" },
  stepStates: { "in-time": "按时", late: "逾期完成", open: "进行中", missed: "逾期未完成" },
  cars: (n) => `${n} 台`,
  trimmed: (n, of) => `锁定后剔除：${n}/${of}`,
  checked: (n, of) => `资料已核实或更正：${n}/${of}`,
  came: (n, of) => `锁定后已进站：${n}/${of}`,
  inMonth: (n, of) => `当月进站：${n}/${of}`,
  booked: (n) => `已有预约：${n}`,
  alarms: { "below-so-far": (pct) => `目前进站不足名单的 ${pct}%。`, below: (pct) => `警报：进站不足名单的 ${pct}%。` },
  nobody: "名单上没有车辆。",
  vehicle: "车辆", customer: "客户", due: "到期", basis: "依据", bases: { km: "按里程", months: "按月数" }, kinds: { first: "首保", periodic: "定保" }, state: "状态",
  carStates: { Came: "已进站", Trimmed: "已剔除", Booked: "已预约", Refused: "不来", Waiting: "尚无消息" },
  reasons: "未来店理由", left: "未列入名单",
  whyNot: {
    "no-time": "没时间", "too-expensive": "价格高", "too-far": "距离远", dissatisfied: "不满意", "does-it-elsewhere": "在外店保养", "drives-little": "用车少", later: "以后再来", "no-reason": "未说明", "not-reached": "联系不上"
  },
  trims: { scrapped: "报废", "total-loss": "全损", exported: "出口", moved: "迁出", "car-changed": "已换车", duplicate: "重复", "not-ours": "非本店客户", "not-due": "未到期", "no-contact-wanted": "不愿被联系" },
  because: { "other-site": "由其他店管理", gone: "车辆已不在", "no-owner": "车主不详", "no-basis": "到期日不详", lost: "已流失，另行联系", "not-due": "尚未到期", prompted: "近期已邀请" }
}

export const campaignWordsOf = (language: Language): Words => language === "zh-CN" ? chinese : english
