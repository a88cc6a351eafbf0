/** The words of gifts, cards and scorecards, in both languages. */
import type { Language } from "../Terminal.ts"

const english = {
  noCard: "no card", card: (serial: string) => `card ${serial}`, type: "kind of card", joined: "joined", ends: "holds until", points: "points", credit: "credit", car: "car",
  expiring: (n: number, on: string) => ` (${n} of them expire on ${on})`, maintenance: "next maintenance", insurance: "insured until", inspection: "inspection by",
  run: (n: number, every: number) => `${n} punctual ${n === 1 ? "arrival" : "arrivals"} in a row; every ${every} earn an upgrade`,
  owed: (n: number) => `; ${n} ${n === 1 ? "is" : "are"} to be handed over`,
  gifts: "Gifts", gift: "gift", date: "date", answered: (by: string, why: string) => `${by} answers for it: ${why}`, statement: "Statement", what: "what", balance: "balance", amount: "amount",
  because: { goodwill: "goodwill", waited: "a long wait", complaint: "a complaint", "our-mistake": "our mistake", forgotten: "forgotten" },
  moved: { joined: "joined", renewed: "renewed", earned: "earned", redeemed: "redeemed", expired: "expired", spent: "spent", reversed: "reversed" },
  states: { open: "still open, without the figures of the whole month", settled: "settled", tried: "what it would be by these rules" },
  scorecards: "Scorecards", money: "Money, apart from the points", ranking: "Ranking by appointment rate", subject: "whose", why: "why", rank: "rank", group: "group", visits: "by appointment",
  commission: (pct: number) => `${pct} % of the commission`, warning: "warning", criticism: "named criticism",
  missed: (measure: string, actual: number, least: number) => `${measure} ${actual} of ${least}`,
  rules: {
    flyers: "flyers missing", unasked: "not asked about booking", recommendation: "booking seldom recommended", praise: "praised", "bad-mood": "bad mood", "slack-reception": "slack reception",
    complaint: "complaint", sms: "no message at collection", "group-target": "appointment rate", "group-bonus": "all groups reached it", "kpi-parts": "few KPI parts", target: "target missed"
  },
  measures: { revenue: "revenue", accessories: "accessories", "kpi-parts": "KPI parts", insurance: "insurance" },
  appeals: "Appeals", appealed: (by: string) => `appealed by ${by}`, undecided: "undecided", upheld: "upheld: it counts no more", dismissed: "dismissed", accepted: "accepted", declined: "declined",
  proposals: "Proposals, for somebody to decide", demotion: (staff: string, months: string) => `${staff}: targets missed in ${months}; advisor's assistant`,
  reception: (advisor: string, since: string | null) => since === null ? `${advisor}: no reception until the audit is passed` : `${advisor}: reception from ${since} on`,
  uncounted: "Days on which nobody counted flyers", nothing: "nothing"
}

type Words = typeof english

const chinese: Words = {
  noCard: "无会员卡", card: (serial) => `会员卡 ${serial}`, type: "卡类型", joined: "入会", ends: "有效期至", points: "积分", credit: "储值", car: "车辆",
  expiring: (n, on) => `（其中 ${n} 分于 ${on} 到期）`, maintenance: "下次保养", insurance: "保险到期", inspection: "年检到期",
  run: (n, every) => `连续准时 ${n} 次；每 ${every} 次升级礼品`,
  owed: (n) => `；待发放 ${n} 份`,
  gifts: "礼品", gift: "礼品", date: "日期", answered: (by, why) => `${by} 负责：${why}`, statement: "积分明细", what: "项目", balance: "余额", amount: "金额",
  because: { goodwill: "善意", waited: "等候过久", complaint: "投诉", "our-mistake": "我方失误", forgotten: "遗漏" },
  moved: { joined: "入会", renewed: "续会", earned: "累积", redeemed: "兑换", expired: "过期", spent: "储值消费", reversed: "冲销" },
  states: { open: "未结算，尚无全月数据", settled: "已结算", tried: "按此规则试算" },
  scorecards: "记分卡", money: "奖罚金额（与积分分开）", ranking: "预约率排名", subject: "对象", why: "原因", rank: "名次", group: "小组", visits: "预约台次",
  commission: (pct) => `提成 ${pct} %`, warning: "警告", criticism: "点名批评",
  missed: (measure, actual, least) => `${measure} ${actual}/${least}`,
  rules: {
    flyers: "预约传单不足", unasked: "未询问是否预约", recommendation: "推荐预约比例低", praise: "受表扬", "bad-mood": "情绪不佳", "slack-reception": "接待懈怠",
    complaint: "被投诉", sms: "取车日未发短信", "group-target": "预约率", "group-bonus": "全部小组达标", "kpi-parts": "KPI配件不足", target: "未达目标"
  },
  measures: { revenue: "产值", accessories: "精品", "kpi-parts": "KPI配件", insurance: "保险" },
  appeals: "申诉", appealed: (by) => `${by} 申诉`, undecided: "未裁定", upheld: "成立，不再计入", dismissed: "驳回", accepted: "同意", declined: "不同意",
  proposals: "建议（由人决定）", demotion: (staff, months) => `${staff}：${months} 未达目标，降为SA助理`,
  reception: (advisor, since) => since === null ? `${advisor}：审核通过前不得接车` : `${advisor}：自 ${since} 起可接车`,
  uncounted: "无人清点传单的日期", nothing: "无"
}

export const loyaltyWordsOf = (language: Language): Words => language === "zh-CN" ? chinese : english
