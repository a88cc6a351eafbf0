/** The official Chinese calendar of some years as day classes: data for the core, taken from the State Council's notices. */
import { LocalDate, type Calendar } from "@servicelane/core"
import chineseDays from "chinese-days"

/** The last year for which the package knows the notice; later years would silently be plain weekends. */
export const knownUntil = LocalDate.LocalDate.make("2026-12-31")

/** Holidays and makeup workdays from 1 January of `from` to the last known day. */
export const chineseCalendar = (from: number): Calendar.DayClasses => {
  const days: Array<Calendar.DayClasses["days"][number]> = []
  const last = LocalDate.toDays(knownUntil)
  for (let day = LocalDate.toDays(`${from}-01-01`); day <= last; day++) {
    const date = LocalDate.fromDays(day)
    const { work, name } = chineseDays.getDayDetail(date)
    // The package names plain days by their weekday, and special ones "English,Chinese,length".
    const [english, chinese] = name.split(",")
    if (chinese === undefined) continue
    days.push({ date, class: work ? "makeup" : "holiday", name: `${chinese} ${english}` })
  }
  return { knownUntil, days }
}
