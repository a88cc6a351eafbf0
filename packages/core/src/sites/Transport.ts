import { Schema } from "effect"

/**
 * How the customer gets on while the car is here. `wait`: on the premises until it is done, with technician and bay
 * named. All others leave the car for the day's hours: `drop` makes no demand, `shuttle` is driven, `loaner` drives
 * a car of the site, `valet` has the car fetched, `mobile` is served where the car stands and takes no bay.
 */
export const Transport = Schema.Literals(["wait", "drop", "shuttle", "loaner", "valet", "mobile"])
export type Transport = typeof Transport.Type
