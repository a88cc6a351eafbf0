export { check, migrate } from "./Sqlite.ts"
export { type Finding, verify } from "./verify.ts"
export * as SqliteClient from "./SqliteClient.ts"
export * as SqliteEventStore from "./SqliteEventStore.ts"
