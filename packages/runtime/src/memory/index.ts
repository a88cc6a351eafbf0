export * as MemoryCheckpoints from "./MemoryCheckpoints.ts"
export * as MemoryEventStore from "./MemoryEventStore.ts"
