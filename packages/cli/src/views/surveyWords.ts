/** The words of surveys and audits, in both languages. */
import type { SurveyResponse } from "@servicelane/core"
import type { Language } from "../Terminal.ts"

interface Words {
  readonly title: string
  readonly nothing: string
  readonly survey: string
  readonly way: string
  readonly ways: Readonly<Record<SurveyResponse.How, string>>
  readonly all: string
  readonly n: string
  readonly coached: string
  readonly index: string
  readonly tens: string
  readonly factor: string
  readonly factors: Readonly<Record<string, string>>
  readonly mean: string
  readonly published: string
  readonly period: string
  readonly store: string
  readonly region: string
  readonly rank: string
  readonly audits: string
  readonly advisor: string
  readonly date: string
  readonly score: string
  readonly passed: string
  readonly failed: string
  readonly items: string
  readonly noCars: string
  readonly since: (date: string) => string
}

const english: Words = {
  title: "Surveys", nothing: "Nobody was asked, and nobody was audited.", survey: "survey", way: "asked", all: "all",
  ways: { "face-to-face": "face to face", telephone: "by telephone", manufacturer: "by the manufacturer" },
  n: "answers", coached: "coached, left out", index: "index", tens: "tens", factor: "factor", mean: "mean",
  factors: {
    initiation: "service initiation", advisor: "advisor", facility: "facility", "pick-up": "pick-up", quality: "quality of the work", salesperson: "salesperson", deal: "the deal",
    "delivery-timing": "time of delivery", delivery: "delivery"
  },
  published: "Published by the manufacturer", period: "period", store: "site", region: "region", rank: "national rank",
  audits: "Audits of the reception", advisor: "advisor", date: "date", score: "marks", passed: "passed", failed: "failed", items: "failed items", noCars: "receives no cars",
  since: (date) => `receives cars since ${date}`
}

const chinese: Words = {
  title: "满意度", nothing: "没有调查，也没有考核。", survey: "调查", way: "方式", all: "合计",
  ways: { "face-to-face": "面访", telephone: "电话", manufacturer: "厂家" },
  n: "样本", coached: "经启蒙，不计", index: "指数", tens: "10分占比", factor: "因子", mean: "平均",
  factors: {
    initiation: "服务启动", advisor: "服务顾问", facility: "服务设施", "pick-up": "取车", quality: "服务质量", salesperson: "销售顾问", deal: "交易过程", "delivery-timing": "交车时间", delivery: "交车过程"
  },
  published: "厂家公布", period: "期间", store: "本店", region: "区域", rank: "全国排名",
  audits: "服务流程考核", advisor: "服务顾问", date: "日期", score: "得分", passed: "合格", failed: "不合格", items: "不合格项", noCars: "不得接车", since: (date) => `${date} 起接车`
}

export const surveyWordsOf = (language: Language): Words => language === "zh-CN" ? chinese : english
