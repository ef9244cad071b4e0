// What is filled in for a drive, in the order people think of it.
export const driveFields = [
  'title',
  'unit_id',
  'division_code',
  'starts_on',
  'ends_on',
  'groups',
  'note',
] as const
