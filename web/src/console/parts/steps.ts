// How a step of a workflow is called and treated on the screen. Which steps there are, the server says with each record.
import { steps } from './texts'

export function stepLabel(of: string, step: string): string {
  const key = `${of}.${step}`
  return steps.has(key) ? steps(key) : step
}

const wantNote = new Set([
  'correction.refuse',
  'listed_employer.close',
  'joining_warning.settle',
  'application.return',
  'application.refuse',
  'approval.refuse',
  'bulletin.correct',
  'event.cancel',
  'station_report.fix',
  'station_report.not_so',
  'deficiency.reopen',
  'wish.decline',
])
const dangerous = new Set([
  'application.refuse',
  'approval.refuse',
  'member.leave',
  'import.undo',
  'roster.withdraw',
  'event.cancel',
  'stand_pass.revoke',
  'correction.refuse',
  'legal_hold.release',
  'station.close',
  'station_import.undo',
  'wish.decline',
])
const leading = new Set([
  'application.approve',
  'correction.accept',
  'approval.approve',
  'approval.execute',
  'import.commit',
  'roster.match',
  'bulletin.check',
  'bulletin.publish',
  'event.open',
  'drive.start',
  'station.open',
  'station.reopen',
  'station_report.fix',
  'deficiency.accept',
  'station_import.commit',
  'siting.solve',
  'wish.publish',
  'wish.receive',
  'wish_round.open',
])
export const leads = (of: string, step: string): boolean => leading.has(`${of}.${step}`)
export const noteNeeded = (of: string, step: string): boolean => wantNote.has(`${of}.${step}`)
export const danger = (of: string, step: string): boolean => dangerous.has(`${of}.${step}`)
