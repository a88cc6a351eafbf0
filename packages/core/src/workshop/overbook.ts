/** How many more are booked than there is room for, because some will not come. */
import { overbookingOf, type Policy } from "../sites/Policy.ts"

/** Beyond this nobody overbooks by the car. */
const most = 1_000

/**
 * The most cars to book where `cap` find room, so that more than `cap` of them come with a chance of at most `riskPct` in
 * a hundred, each coming with a chance of `showPct` in a hundred, whatever the others do: the largest n with
 * P(Bin(n, show) > cap) ≤ risk. With a show rate and a risk as a policy allows them that is at most 2 · cap + 1.
 */
export const overbooked = (cap: number, policy: Policy): number => {
  const { showPct, riskPct } = overbookingOf(policy)
  if (cap <= 0 || cap > most || riskPct === 0) return cap
  const show = showPct / 100
  const stays = 1 - show
  // Of n cars: the chance that exactly `cap` come, and that no more than that come.
  let exactly = show ** cap
  let fits = 1
  let n = cap
  for (;;) {
    const next = fits - show * exactly
    if (1 - next > riskPct / 100) return n
    fits = next
    n++
    exactly *= (stays * n) / (n - cap)
  }
}
