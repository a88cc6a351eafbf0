/** The demonstration dealership: a mid-sized site in Shanghai, open seven days, as its document would say it. */
import { Site } from "@servicelane/core"
import { Schema } from "effect"
import { chineseCalendar } from "./chineseCalendar.ts"

const days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const

const week = (from: string, to: string, off: ReadonlyArray<(typeof days)[number]> = []) =>
  Object.fromEntries(days.filter((day) => !off.includes(day)).map((day) => [day, [{ from, to }]]))

const lunch = (from: string, to: string) => [{ from, to }]

const advisor = (id: string, off: (typeof days)[number], breakFrom: string, breakTo: string) => ({
  id, hours: week("08:30", "17:30", [off]), breaks: lunch(breakFrom, breakTo), tickMinutes: 15, perTick: 1
})

const technician = (id: string, off: (typeof days)[number], skills: Record<string, number>, efficiencyPct: number, early: boolean) => ({
  id, hours: week("08:30", "17:30", [off]), breaks: early ? lunch("11:30", "12:15") : lunch("12:15", "13:00"), skills, efficiencyPct
})

const stage = (
  name: string,
  [flagMin, elapsedP50, elapsedP80]: readonly [number, number, number],
  bay: string,
  [skill, level]: readonly [string, number] = ["mechanical", 1]
) => ({ name, flagMin, elapsedP50, elapsedP80, skill: { id: skill, level }, bay })

/** As JSON, and checked by the schema like any other document. */
export const dealership: Site.Document = Schema.decodeUnknownSync(Site.Document)({
  site: "shanghai-pudong",
  name: "Pudong service, Shanghai 浦东店",
  calendar: {
    zone: "Asia/Shanghai",
    weekly: week("08:30", "17:30"),
    dayClasses: chineseCalendar(2026),
    holidays: "open",
    makeup: "own-weekday",
    exceptions: [
      { date: "2026-02-17", kind: "close", reason: "Spring Festival, first day" },
      { date: "2026-10-01", kind: "replace", hours: [{ from: "10:00", to: "16:00" }], reason: "National Day" }
    ],
    blocks: []
  },
  advisors: [
    advisor("chen-jing", "mon", "11:30", "12:30"),
    advisor("li-na", "tue", "12:30", "13:30"),
    advisor("wang-lei", "wed", "11:30", "12:30"),
    advisor("zhao-min", "sun", "12:30", "13:30")
  ],
  technicians: [
    technician("gao", "mon", { mechanical: 3, electrical: 2 }, 110, true),
    technician("he", "tue", { mechanical: 2 }, 100, false),
    technician("liu", "wed", { mechanical: 2, electrical: 3 }, 105, true),
    technician("ma", "thu", { mechanical: 1 }, 90, false),
    technician("sun", "fri", { mechanical: 2 }, 100, true),
    technician("tang", "sat", { mechanical: 1 }, 85, false),
    technician("wu", "sun", { mechanical: 3, electrical: 1 }, 115, true),
    technician("xu", "sun", { mechanical: 1 }, 95, false)
  ],
  bays: [
    { id: "express-1", type: "express" },
    { id: "express-2", type: "express" },
    ...[1, 2, 3, 4, 5].map((n) => ({ id: `lift-${n}`, type: "lift" })),
    { id: "alignment-1", type: "alignment" },
    { id: "electric-1", type: "electric" }
  ],
  jobs: [
    { code: "first-service", name: "First service 首保", stages: [stage("oil and check", [48, 40, 50], "express")] },
    { code: "service-5000", name: "Periodic service 5,000 km 定保", stages: [stage("oil and filter", [54, 45, 60], "express")] },
    { code: "service-40000", name: "Major service 40,000 km 大保养", stages: [stage("fluids and plugs", [120, 105, 140], "lift", ["mechanical", 2])] },
    {
      code: "brakes", name: "Brake pads and alignment 刹车及四轮定位", parts: [{ part: "brake-pads", qty: 1 }],
      stages: [stage("pads", [66, 55, 75], "lift"), stage("alignment", [36, 30, 40], "alignment", ["mechanical", 2])]
    },
    { code: "diagnosis", name: "Electrical diagnosis 电气诊断", diagnosis: true, stages: [stage("diagnosis", [60, 50, 80], "electric", ["electrical", 1])] }
  ],
  parts: [{ no: "brake-pads", name: "brake pads 刹车片", leadMin: 2 * 1_440 }],
  policies: [],
  care: { schedules: [], hotline: "+86 21 5555 0100" }
})
