export * from "./Servicelane.ts"
export type { Handled } from "../Handled.ts"
export type { Refusal } from "../rejection.ts"
export type { Submission } from "../Submission.ts"
