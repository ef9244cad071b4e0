// The learning record comes item by item; people remember it event by event.
import type { ItemKind } from './texts'

/** One thing that was told or done at one event. */
export interface Learned {
  event_id: string
  event_title: string
  unit_name: string
  day: string
  kind: ItemKind
  title: string
}
export interface AttendedEvent {
  id: string
  title: string
  unit_name: string
  day: string
  items: { kind: ItemKind; title: string }[]
}

/** The same record in the same order, its items gathered under the event they belong to. */
export function byEvent(learned: readonly Learned[]): AttendedEvent[] {
  const events = new Map<string, AttendedEvent>()
  for (const { event_id, event_title, unit_name, day, kind, title } of learned) {
    const event = events.get(event_id) ?? { id: event_id, title: event_title, unit_name, day, items: [] }
    if (title) event.items.push({ kind, title })
    events.set(event_id, event)
  }
  return [...events.values()]
}
