import type { Money } from "@servicelane/core"

/** `CNY 1,250.00`, with as many decimals as the currency has. */
export const moneyText = ({ minor, currency }: Money): string => {
  const digits = new Intl.NumberFormat("en", { style: "currency", currency }).resolvedOptions().maximumFractionDigits ?? 2
  const amount = (minor / 10 ** digits).toLocaleString("en", { minimumFractionDigits: digits, maximumFractionDigits: digits })
  return `${currency} ${amount}`
}
