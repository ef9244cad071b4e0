// The clock of the second house, which scripts/e2e starts small and apart: hours pass for its server at a word. The pages'
// own clock is moved beside it, as if the device had lain there.
import { renameSync, writeFileSync } from 'node:fs'
import type { Page } from '@playwright/test'

export const house = process.env.UNIONHALL_OTHER_ADDRESS
const file = process.env.UNIONHALL_OTHER_CLOCK
const hour_ms = 3_600_000
const began = Date.now()

/** It is so many hours later than when the stories began: for the server, and on these devices. */
export async function later(hours: number, ...devices: Page[]): Promise<void> {
  if (!file) throw new Error('UNIONHALL_OTHER_CLOCK names no file: start the stories by scripts/e2e')
  // In one step: the server reads it whenever it looks at its clock.
  writeFileSync(`${file}.next`, `+${hours}h`)
  renameSync(`${file}.next`, file)
  for (const device of devices) await device.context().clock.setFixedTime(Date.now() + hours * hour_ms)
}

/** How many hours after the beginning a moment is that the server tells, to the nearest. */
export const hourOf = (instant: string): number => Math.round((Date.parse(instant) - began) / hour_ms)
/** Today in China, or so many days later, as a form takes it. */
export const today = (daysLater = 0): string =>
  new Date(Date.now() + (8 + 24 * daysLater) * hour_ms).toISOString().slice(0, 10)
