/** The words of the call list, in both languages. */
import type { Callback } from "@servicelane/core"
import type { Language } from "../Terminal.ts"

const english = {
  calls: "Calls", none: "Nobody is to be called.", why: "call", id: "id", whom: "whom", phone: "telephone", car: "car", by: "by", tried: ">tried", remarks: "",
  overdue: "overdue", from: (time: string) => `from ${time}`, shifted: "at another time, as asked",
  guarded: (until: string) => `spoken with just now, leave alone until ${until}`, unwanted: "wants no such calls",
  likes: (from: string, to: string) => `likes ${from}–${to}`, now: "now", assigned: (to: string) => `for ${to}`,
  owner: "the owner of the car", ourNumber: "the number that is calling you",
  answers: "answers", whole: (least: number, most: number, unit: string) => `a number from ${least.toLocaleString("en")} to ${most.toLocaleString("en")} (${unit})`, units: { km: "km", points: "points" },
  ends: (outcomes: string) => `The talk is over: ${outcomes}.`,
  again: { "third-person": "Somebody else answered: record the attempt.", "wrong-number": "A wrong number: record the attempt.", "another-time": "Postpone the call to the time that was agreed." },
  notAccepted: (question: string, accepted: string) => `That is no answer to ${question}. Accepted are: ${accepted}.`,
  notAsked: (question: string, open: string | null) => `The talk does not come to ${question}${open === null ? "." : `; open is ${open}.`}`,
  broken: (state: string) => `The script leads nowhere from ${state}.`,
  needs: (facts: string) => `not known yet: ${facts}`,
  kinds: {
    "first-visit": "first visit", subscription: "signing", sale: "new car", "service-mechanical": "after service", "service-body": "after body work", "first-service": "first service",
    maintenance: "maintenance", booking: "invitation", "repair-booking": "time for a repair", "verify-booking": "verify booking", "no-show": "no-show", "lost-customer": "lost customer", waited: "waited", complaint: "complaint"
  } satisfies Record<Callback.Kind, string>
}

type Words = typeof english

const chinese: Words = {
  calls: "回访清单", none: "今天没有需要回访的客户。", why: "回访", id: "编号", whom: "客户", phone: "电话", car: "车辆", by: "期限", tried: ">已拨", remarks: "",
  overdue: "逾期", from: (time) => `${time}起`, shifted: "客户另约时间",
  guarded: (until) => `刚联系过，${until}前勿扰`, unwanted: "客户不希望来电",
  likes: (from, to) => `方便时间 ${from}–${to}`, now: "现在", assigned: (to) => `负责人 ${to}`,
  owner: "车主", ourNumber: "本次来电号码",
  answers: "可选回答", whole: (least, most, unit) => `${least.toLocaleString("en")} 至 ${most.toLocaleString("en")}（${unit}）`, units: { km: "公里", points: "分" },
  ends: (outcomes) => `通话结束：${outcomes}。`,
  again: { "third-person": "他人代接：请登记本次拨打。", "wrong-number": "号码有误：请登记本次拨打。", "another-time": "请按约定时间改期。" },
  notAccepted: (question, accepted) => `${question} 不接受该回答，可选：${accepted}。`,
  notAsked: (question, open) => `本次通话不涉及 ${question}${open === null ? "。" : `，当前问题是 ${open}。`}`,
  broken: (state) => `话术在 ${state} 处中断。`,
  needs: (facts) => `尚缺信息：${facts}`,
  kinds: {
    "first-visit": "首次到店", subscription: "签约", sale: "新车回访", "service-mechanical": "机修回访", "service-body": "钣喷回访", "first-service": "首保提醒",
    maintenance: "定保提醒", booking: "主动预约", "repair-booking": "约定维修", "verify-booking": "预约核实", "no-show": "失约跟进", "lost-customer": "流失回访", waited: "等待致歉", complaint: "投诉回访"
  }
}

export const callWordsOf = (language: Language): Words => language === "zh-CN" ? chinese : english
