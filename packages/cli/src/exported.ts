import type { Recorded } from "@servicelane/runtime"

/** A recorded event as other programs read it; the personal fields stand where the domain has them. */
export const exported = ({ personal, data, ...rest }: Recorded) => ({
  position: rest.position,
  stream: rest.stream,
  version: rest.version,
  id: rest.id,
  type: rest.type,
  schema: rest.schema,
  occurredAt: rest.occurredAt,
  recordedAt: rest.recordedAt,
  actor: rest.actor,
  site: rest.site,
  subject: rest.subject,
  commandId: rest.commandId,
  correlation: rest.correlation,
  causation: rest.causation,
  traceparent: rest.traceparent,
  data: { ...data, ...personal }
})
