// What is filled in for an event, in the order people think of it.
export const eventFields = [
  'title',
  'kind',
  'unit_id',
  'drive_id',
  'starts_at',
  'ends_at',
  'place',
  'capacity',
] as const
