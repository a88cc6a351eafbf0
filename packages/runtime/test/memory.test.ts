import { describe, it } from "@effect/vitest"
import { MemoryEventStore } from "@servicelane/runtime/memory"
import { eventStoreContract } from "@servicelane/testing"

eventStoreContract({ describe, it }, "memory", () => MemoryEventStore.layer)
