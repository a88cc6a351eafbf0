/** The words of a customer's file and of the complaint board, in both languages. */
import type { Callback, Complaint, CustomerFile, VehicleFile } from "@servicelane/core"
import type { Language } from "../Terminal.ts"

interface Words {
  readonly complaints: string
  readonly counted: (counts: { readonly open: number; readonly late: number; readonly unanswered: number; readonly unassigned: number; readonly reopened: number }) => string
  readonly none: string
  readonly due: string
  readonly deadlines: Readonly<Record<Complaint.Deadline, string>>
  readonly left: (minutes: number) => string
  readonly owner: string
  readonly nobody: string
  readonly source: string
  readonly sources: Readonly<Record<Complaint.Source, string>>
  readonly category: string
  readonly categories: Readonly<Record<Complaint.Category, string>>
  readonly customer: string
  readonly car: string
  readonly words: string
  readonly said: (text: string) => string
  readonly solution: Readonly<Record<Complaint.Solution["_tag"], (text: string) => string>>
  readonly reopened: (why: string) => string
  readonly reopenable: string
  readonly until: (date: string) => string
  readonly keptNowhere: string
  readonly phone: string
  readonly email: string
  readonly address: string
  readonly birthday: string
  readonly licence: string
  readonly preferred: string
  readonly tier: string
  readonly tierGets: Readonly<Record<"yearly-trip" | "holiday-gift" | "card", string>>
  readonly tierCalls: (months: number) => string
  readonly external: string
  readonly data: string
  readonly keptToThemselves: string
  readonly unreachable: string
  readonly since: (at: string, because: "wrong-number" | "no-answer") => string
  readonly handling: string
  readonly into: string
  readonly mayTitle: string
  readonly purposes: Readonly<Record<CustomerFile.Purpose, string>>
  readonly means: Readonly<Record<CustomerFile.Means, string>>
  readonly may: (may: boolean, said: "given" | "withdrawn" | null) => string
  readonly contacts: string
  readonly at: string
  readonly by: string
  readonly cars: string
  readonly roles: Readonly<Record<keyof VehicleFile.Roles, string>>
  readonly gone: string
  readonly calls: string
  readonly kinds: Readonly<Record<Callback.Kind, string>>
  readonly merged: string
}

const hours = (minutes: number): readonly [number, number] => [Math.floor(Math.abs(minutes) / 60), Math.abs(minutes) % 60]

const english: Words = {
  complaints: "Complaints",
  counted: ({ open, late, unanswered, unassigned, reopened }) => `${open} open: ${late} late, ${unanswered} without an answer, ${unassigned} of nobody, ${reopened} opened again`,
  none: "Nobody has complained.", due: "due", deadlines: { answer: "answer", closure: "closure" },
  left: (minutes) => `${hours(minutes)[0]} h ${hours(minutes)[1]} min ${minutes < 0 ? "late" : "left"}`,
  owner: "owner", nobody: "nobody", source: "heard", sources: { callback: "on the telephone", "on-site": "here", manufacturer: "by the manufacturer", "opinion-form": "opinion form" },
  category: "about", categories: { staff: "staff", workmanship: "workmanship", waiting: "waiting", price: "price", parts: "parts", vehicle: "the car", other: "something else" },
  customer: "customer", car: "car", words: "In their words", said: (text) => `said: ${text}`,
  solution: { Offered: (text) => `offered: ${text}`, Refused: (text) => `not accepted: ${text}` }, reopened: (why) => `opened again: ${why}`,
  reopenable: "Closed, and can be opened again", until: (date) => `until ${date}`,
  keptNowhere: "You choose what fits. It is kept nowhere; a note on how to talk with somebody needs their consent.",
  phone: "phone", email: "e-mail", address: "address", birthday: "birthday", licence: "may drive until", preferred: "likes to be called", tier: "tier",
  tierGets: { "yearly-trip": "yearly trip", "holiday-gift": "holiday gift", card: "card" }, tierCalls: (months) => `a call every ${months} months`,
  external: "elsewhere", data: "data", keptToThemselves: "kept to themselves; do not ask again", unreachable: "not reached by telephone",
  since: (at, because) => `since ${at}, ${because === "wrong-number" ? "wrong number" : "no answer"}`, handling: "how to talk with them", into: "merged into",
  mayTitle: "What they agreed to", purposes: { transactional: "their own order", commercial: "offers", handling: "notes" },
  means: { phone: "telephone", sms: "text message", email: "e-mail", post: "post", visit: "visit" },
  may: (may, said) => `${may ? "yes" : "no"}${said === null ? "" : said === "given" ? ", agreed" : ", refused"}`,
  contacts: "Who has been in touch", at: "when", by: "who", cars: "Cars", roles: { owner: "owner", driver: "driver", payer: "payer" }, gone: "gone",
  calls: "Calls that are owed",
  kinds: {
    "first-visit": "first visit", subscription: "new contract", sale: "after the sale", "service-mechanical": "after the service", "service-body": "after body work", "first-service": "first service",
    maintenance: "maintenance", booking: "booking", "repair-booking": "time for a repair", "verify-booking": "check a booking", "no-show": "did not come", "lost-customer": "not seen for long", waited: "waited too long", complaint: "complaint"
  },
  merged: "Other files of theirs"
}

const chinese: Words = {
  complaints: "投诉看板",
  counted: ({ open, late, unanswered, unassigned, reopened }) => `未结 ${open}：超时 ${late}，未回应 ${unanswered}，无人负责 ${unassigned}，重新打开 ${reopened}`,
  none: "无投诉。", due: "待办", deadlines: { answer: "首次回应", closure: "结案" },
  left: (minutes) => `${minutes < 0 ? "超时" : "剩余"} ${hours(minutes)[0]} 小时 ${hours(minutes)[1]} 分`,
  owner: "负责人", nobody: "无", source: "来源", sources: { callback: "回访", "on-site": "到店", manufacturer: "厂家转来", "opinion-form": "意见表" },
  category: "类别", categories: { staff: "人员", workmanship: "维修质量", waiting: "等待", price: "价格", parts: "配件", vehicle: "车辆", other: "其他" },
  customer: "客户", car: "车辆", words: "客户原话", said: (text) => `客户说：${text}`,
  solution: { Offered: (text) => `方案：${text}`, Refused: (text) => `未接受：${text}` }, reopened: (why) => `重新打开：${why}`,
  reopenable: "已结案，尚可重新打开", until: (date) => `${date} 为止`,
  keptNowhere: "由您自己选用，系统不作任何记录；要记下沟通要点，须先取得客户同意。",
  phone: "电话", email: "邮箱", address: "地址", birthday: "生日", licence: "驾驶证有效期至", preferred: "方便接听", tier: "等级",
  tierGets: { "yearly-trip": "年度旅行", "holiday-gift": "节日礼品", card: "贺卡" }, tierCalls: (months) => `每 ${months} 个月致电`,
  external: "其他系统", data: "资料", keptToThemselves: "客户不愿提供，请勿再问", unreachable: "电话失联",
  since: (at, because) => `自 ${at}，${because === "wrong-number" ? "号码有误" : "无人接听"}`, handling: "沟通要点", into: "已并入",
  mayTitle: "客户同意事项", purposes: { transactional: "本人业务", commercial: "营销", handling: "沟通记录" },
  means: { phone: "电话", sms: "短信", email: "邮件", post: "信函", visit: "上门" },
  may: (may, said) => `${may ? "可以" : "不可"}${said === null ? "" : said === "given" ? "（已同意）" : "（已拒绝）"}`,
  contacts: "联系记录", at: "时间", by: "联系人", cars: "名下车辆", roles: { owner: "车主", driver: "驾驶人", payer: "付款人" }, gone: "已注销",
  calls: "待回访",
  kinds: {
    "first-visit": "首次到店", subscription: "签约", sale: "售后七日回访", "service-mechanical": "机修回访", "service-body": "钣喷回访", "first-service": "首保提醒",
    maintenance: "保养提醒", booking: "主动预约", "repair-booking": "约定维修", "verify-booking": "预约核实", "no-show": "失约跟进", "lost-customer": "流失客户", waited: "等待过久", complaint: "投诉跟进"
  },
  merged: "合并的档案"
}

export const peopleWordsOf = (language: Language): Words => language === "zh-CN" ? chinese : english
