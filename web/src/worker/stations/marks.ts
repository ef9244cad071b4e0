// Two small marks, read as the app starts: for which county stations are kept here, and whether reports wait to be sent.
const keptKey = 'unionhall.stations'
const waitingKey = 'unionhall.reports_waiting'

function read(key: string): string {
  try {
    return localStorage.getItem(key) ?? ''
  } catch {
    return ''
  }
}
function write(key: string, value: string): void {
  try {
    if (value) localStorage.setItem(key, value)
    else localStorage.removeItem(key)
  } catch {
    // Storage refused: then neither list nor reports outlast the page.
  }
}

/** The name of the county whose stations are kept here; empty when there are none. */
export const keptCounty = (): string => read(keptKey)
export const keepMark = (county_name: string): void => write(keptKey, county_name)
export const reportsWait = (): boolean => read(waitingKey) !== ''
export const waitingMark = (waits: boolean): void => write(waitingKey, waits ? 'yes' : '')
