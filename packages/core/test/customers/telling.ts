/** What is told of customers of the corner workshop, and what is known then. */
import { Customer, CustomerCommand, CustomerFile, fold } from "@servicelane/core"
import { given } from "@servicelane/testing"
import { Result, Schema } from "effect"
import { corner } from "../appointments/corner.ts"

export const open: Customer.State = { ...Customer.aggregate.initial, site: { _tag: "Open", document: corner } }

/** At noon of a date, or at an instant. */
export const say = (_tag: string, on: string, more: Record<string, unknown> = {}, id = "li"): CustomerCommand.Command =>
  Schema.decodeUnknownSync(CustomerCommand.Command)({ _tag, id, site: "corner", at: on.length > 10 ? on : `${on}T12:00:00.000Z`, ...more })

export const details = { name: "Li Wei", phones: ["+86 138 0013 8000"], address: "3 Nanjing Road", birthday: "1988-02-29", licenceUntil: "2031-05-01" }

export const register = (id = "li", more: Record<string, unknown> = {}) => say("Register", "2026-01-05", { details, ...more }, id)

export const after = (...commands: ReadonlyArray<CustomerCommand.Command>): Customer.State =>
  commands.reduce((state, command) => fold(Customer.aggregate, Result.getOrThrow(Customer.aggregate.decide(command, state)), state), open)

export const told = (state: Customer.State, command: CustomerCommand.Command) => given(Customer.aggregate, [], state).when(command)

export const customerOf = ({ files }: Customer.State, id = "li"): CustomerFile.State => files[id] ?? CustomerFile.initial

export const fileOf = (state: Customer.State, id = "li"): CustomerFile.File => {
  const customer = customerOf(state, id)
  if (customer._tag === "None") throw new Error(`nothing is known of ${id}`)
  return customer.file
}
