/** The words of a vehicle's file, in both languages. */
import type { Language } from "../Terminal.ts"

const english = {
  stands: "stands", due: "next due", owner: "owner", driver: "driver", payer: "payer", handedOver: "handed over", lastSeen: "last here", insurance: "insured until",
  inspection: "inspection by", services: "What was done", readings: "Odometer", date: "date", work: "work", reading: "reading", source: "read by", elsewhere: "elsewhere",
  byMonths: "by months",
  dueOn: (kind: string, on: string, by: string, between: string | null) => `${kind} ${on}, ${by}${between === null ? "" : ` (${between})`}`,
  kinds: { first: "first service", periodic: "maintenance" },
  stages: {
    "awaiting-first-service": "awaiting first service", active: "active", due: "due", overdue: "overdue", "at-risk": "at risk", lost: "lost", reactivated: "reactivated"
  },
  goneBy: { scrapped: "scrapped", "total-loss": "total loss", exported: "exported", moved: "moved away", "car-changed": "changed for another car" },
  works: { maintenance: "maintenance", repair: "repair", body: "body and paint", warranty: "warranty", accessories: "accessories" },
  sources: { "hand-over": "hand-over", workshop: "workshop", customer: "customer", import: "import" },
  doubts: { falling: "doubted: it falls", absurd: "doubted: nobody drives as much" }
}

type Words = typeof english

const chinese: Words = {
  stands: "状态", due: "下次保养", owner: "车主", driver: "驾驶人", payer: "付款人", handedOver: "交车", lastSeen: "上次进站", insurance: "保险到期",
  inspection: "年检到期", services: "维修记录", readings: "里程", date: "日期", work: "项目", reading: "里程", source: "来源", elsewhere: "外店",
  byMonths: "按月数",
  dueOn: (kind, on, by, between) => `${kind} ${on}，${by}${between === null ? "" : `（${between}）`}`,
  kinds: { first: "首保", periodic: "定保" },
  stages: { "awaiting-first-service": "待首保", active: "活跃", due: "到期", overdue: "逾期", "at-risk": "流失预警", lost: "流失", reactivated: "已激活" },
  goneBy: { scrapped: "报废", "total-loss": "全损", exported: "出口", moved: "迁出", "car-changed": "已换车" },
  works: { maintenance: "保养", repair: "机修", body: "钣喷", warranty: "保修", accessories: "精品" },
  sources: { "hand-over": "交车", workshop: "车间", customer: "客户", import: "导入" },
  doubts: { falling: "存疑：里程倒退", absurd: "存疑：里程过大" }
}

export const vehicleWordsOf = (language: Language): Words => language === "zh-CN" ? chinese : english
