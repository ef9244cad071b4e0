// Before each file of tests. One process runs them all, which takes a quarter of the time: what a file left is put away,
// and the modules of the project begin anew.
import { vi } from 'vitest'

vi.resetModules()
vi.unstubAllGlobals()
localStorage.clear()
sessionStorage.clear()
document.body.replaceChildren()
delete window.unionhallAsked
