import { describe, it } from "@effect/vitest"
import { MemoryCheckpoints, MemoryEventStore } from "@servicelane/runtime/memory"
import { checkpointsContract, eventStoreContract } from "@servicelane/testing"

eventStoreContract({ describe, it }, "memory", () => MemoryEventStore.layer)
checkpointsContract({ describe, it }, "memory", () => MemoryCheckpoints.layer)
