/** The words of the printed views, in both languages. */
import type { Reason } from "@servicelane/core"
import type { Language } from "../Terminal.ts"

const english = {
  arrival: "arrival", plate: "plate", customer: "customer", work: "work", advisor: "advisor", technician: "technician", bay: "bay",
  promised: "promised", state: "state", confirmed: "confirmed", booked: "booked", arrived: "arrived", walkIn: "walk-in",
  noShow: "no-show", cancelled: "cancelled", pooled: "day's hours", nobody: "Nobody is booked.", since: (date: string) => `since ${date}`, daySheet: "Day sheet", override: "against the rule", affected: "Promises at risk: call these customers", promiseBroken: (at: string) => `not finished; promised for ${at}`, carried: "carried over", missing: (part: string, from: string | null) => from === null ? `no ${part}, and none on its way` : `no ${part} before ${from}`, byOthers: "others can do it at that time", couldCome: (at: string, advisor: string) => `could come ${at}, received by ${advisor}`, prepared: (done: number) => `${done} of 5 ready`,
  unverified: "Booked with an advisor: speak with the customer", verifyBy: (by: string) => `by ${by}`, waiting: "On the waiting list, in turn",
  offered: (until: string) => `offered until ${until}`,
  cars: (n: number) => `${n} ${n === 1 ? "car" : "cars"}`, month: "month", measure: "measure", value: "value", of: "counted", leftOut: "left out",
  open: "can still change", matured: "final", offers: "offers", none: "No slot", because: (what: string, why: string) => `${what}: ${why}.`,
  measures: { "on-time": "on-time arrival", "no-show": "no-show", "late-cancel": "late cancellation", show: "show", confirmation: "confirmed" },
  exclusions: {
    open: "no outcome yet", "cancelled-by-site": "cancelled by the site", "cancelled-in-time": "cancelled in time", "no-cancel-time": "no time of cancelling",
    "no-time": "no time agreed", "no-arrival-time": "no time of arrival", "not-live-24h-before": "not booked a day before"
  },
  weekdays: { mon: "Mon", tue: "Tue", wed: "Wed", thu: "Thu", fri: "Fri", sat: "Sat", sun: "Sun" },
  transports: { wait: "waits", drop: "drops off", shuttle: "shuttle", loaner: "loaner", valet: "fetched", mobile: "at the customer's" },
  relaxations: {
    "other-window": "But at another time of day", "other-advisor": "But with another advisor", "drop-off": "But when the car is left here",
    "later-date": "But later", "split-jobs": "But for the first job alone"
  }
}

export type Words = typeof english

const chinese: Words = {
  arrival: "到店", plate: "车牌", customer: "客户", work: "项目", advisor: "服务顾问", technician: "技师", bay: "工位",
  promised: "预计交车", state: "状态", confirmed: "已确认", booked: "已预约", arrived: "已到店", walkIn: "随到",
  noShow: "失约", cancelled: "已取消", pooled: "当日工时", nobody: "无预约。", since: (date) => `${date} 起`, daySheet: "预约日报", override: "超出规则", affected: "承诺有风险，请致电客户", promiseBroken: (at) => `未完工；原定 ${at} 交车`, carried: "跨日遗留", missing: (part, from) => from === null ? `缺 ${part}，尚未在途` : `缺 ${part}，${from} 到货`, byOthers: "可按原时间由他人完成", couldCome: (at, advisor) => `可改约 ${at}，由 ${advisor} 接车`, prepared: (done) => `准备 ${done}/5`,
  unverified: "顾问直接预约，请与客户确认", verifyBy: (by) => `${by} 之前`, waiting: "候补名单（按顺序）",
  offered: (until) => `已通知，保留至 ${until}`,
  cars: (n) => `${n} 台`, month: "月份", measure: "指标", value: "数值", of: "计数", leftOut: "未计入",
  open: "尚可变动", matured: "已定", offers: "可约时间", none: "无可约时间", because: (what, why) => `${what}：${why}。`,
  measures: { "on-time": "准时到店", "no-show": "失约", "late-cancel": "临时取消", show: "到店", confirmation: "预约确认" },
  exclusions: {
    open: "尚无结果", "cancelled-by-site": "本店取消", "cancelled-in-time": "及时取消", "no-cancel-time": "取消时间不详",
    "no-time": "未约定时间", "no-arrival-time": "到店时间不详", "not-live-24h-before": "提前不足一天"
  },
  weekdays: { mon: "周一", tue: "周二", wed: "周三", thu: "周四", fri: "周五", sat: "周六", sun: "周日" },
  transports: { wait: "在店等待", drop: "留车", shuttle: "班车接送", loaner: "代步车", valet: "上门取送", mobile: "上门服务" },
  relaxations: {
    "other-window": "可换一个时段", "other-advisor": "可换一位服务顾问", "drop-off": "可留车", "later-date": "可改天", "split-jobs": "可先做第一项"
  }
}

export const wordsOf = (language: Language): Words => language === "zh-CN" ? chinese : english

const reasonsInChinese: Readonly<Record<Reason.ReasonCode, string>> = {
  job_not_offered: "本店不做此项目", past: "时间已过", closed: "当天不营业", notice_too_short: "提前时间不够", outside_window: "不在要求的时段内", parts_missing: "届时配件不齐", advisor_away: "服务顾问不接车", advisor_busy: "服务顾问已约满",
  advisor_full: "服务顾问当天接车已满", quota_full: "此类车当天已约满",
  hours_full: "剩余技师工时不足", reserved_for_walk_ins: "剩余工时留给随到客户", bays_full: "剩余工位工时不足", loaners_out: "代步车已借完", technician_unqualified: "技师技能不符",
  technician_away: "有此技能的技师不在班", technician_busy: "技师没有空档", bay_unsuitable: "工位类型不符", bay_away: "工位不可用", bay_busy: "工位没有空档",
  out_of_order: "工序衔接不上", wait_too_long: "等待时间过长", too_late_today: "当天做不完", takes_too_long: "在店天数内做不完"
}

export const reasonIn = (language: Language, code: Reason.ReasonCode, english: string): string =>
  language === "zh-CN" ? reasonsInChinese[code] : english
