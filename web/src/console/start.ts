// What holds for the whole console: the device's choices, and where one goes when a session ends.
import type { Router } from 'vue-router'
import { followDevice } from '../shared/device'
import { onSignedOut } from '../shared/http'

export function follow(router: Router): void {
  followDevice()
  onSignedOut(() => {
    const here = router.currentRoute.value
    // The page stays in the address: after signing in one is back where one was.
    if (here.matched.length && !here.meta.open)
      void router.push({ path: '/sign-in', query: { to: here.fullPath, ended: '1' } })
  })
}
