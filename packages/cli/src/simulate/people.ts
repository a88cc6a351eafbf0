/** Made-up people and their cars. */
import { type CustomerFile, CustomerId, LocalDate, type VehicleFile, VehicleId } from "@servicelane/core"
import type { Dice } from "./dice.ts"

export interface Driver {
  readonly customer: CustomerId
  readonly vehicle: VehicleId
  readonly details: CustomerFile.Details
  readonly name: string
  readonly phone: string
  readonly plates: VehicleFile.Plates & { readonly plate: string }
  readonly model: string
  /** When it was new, and kilometres a day since. */
  readonly since: LocalDate.LocalDate
  readonly pace: number
}

/** What the odometer shows on a date. */
export const kmOf = ({ since, pace }: Driver, date: LocalDate.LocalDate): number => 10 + pace * Math.max(0, LocalDate.toDays(date) - LocalDate.toDays(since))

const surnames = ["Wang 王", "Li 李", "Zhang 张", "Liu 刘", "Chen 陈", "Yang 杨", "Huang 黄", "Zhao 赵", "Wu 吴", "Zhou 周"] as const
const models = ["Camry", "Corolla", "RAV4", "Highlander"] as const
const letters = "ABCDEFGHJKLMNPQRSTUVWXYZ"

export const brand = "Toyota"

const digits = ({ below }: Dice, count: number): string => String(below(10 ** count)).padStart(count, "0")

/** The so many-th driver of a simulation, with a car that was new then. */
export const driver = (tag: string, n: number, since: LocalDate.LocalDate, chance: Dice): Driver => {
  const name = chance.pick(surnames)
  const phone = `+86 138 ${digits(chance, 4)} ${digits(chance, 4)}`
  const plate = `沪${letters[chance.below(24)] ?? "A"}·${10_000 + chance.below(90_000)}`
  const number = `${tag}-${String(n).padStart(4, "0")}`
  return {
    customer: CustomerId.make(`customer-${number}`),
    vehicle: VehicleId.make(`car-${number}`),
    details: { name, phones: [phone], ...(chance.chance(0.8) ? { address: `Shanghai, Zhangyang Road ${1 + chance.below(900)} 张杨路` } : {}) },
    name,
    phone,
    plates: { plate },
    model: chance.pick(models),
    since,
    pace: 20 + chance.below(60)
  }
}
