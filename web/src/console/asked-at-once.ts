// What a page asks first of all. build/boot.ts hands it to boot.js, which asks as soon as it is known who is there, while
// the page itself is still on its way; the page takes the answers by asking the same.
export interface Asked {
  path: string
  /** Asked only of those who hold a right in that room, as `can()` has it. */
  right?: string
}

export const eventsLately = '/events?limit=6&sort=-starts_at'
export const importsLately = '/imports?limit=6'
export const listAtFirst = 20

/** By the address of the page, below the base of the console. */
export const askedAtOnce: Readonly<Record<string, readonly Asked[]>> = {
  '/': [
    { path: '/work-list' },
    { path: eventsLately, right: 'events' },
    { path: importsLately, right: 'members.import' },
  ],
  '/members': [{ path: `/members?limit=${listAtFirst}&count=1`, right: 'members' }],
  '/members/:id': [{ path: '/members/:id', right: 'members' }],
  '/drives/:id': [{ path: '/drives/:id' }, { path: '/drives/:id/figures' }],
}
