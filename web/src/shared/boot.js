// Runs before the first paint: puts the device's choices (theme, type size, language) on <html>, fetches what this page
// needs beyond the frame, and asks the first question of every page (who is signed in?) while the page itself is still
// on its way; http.ts takes the answer.
;(function () {
  var root = document.documentElement
  var choice = {}
  try {
    choice = JSON.parse(localStorage.getItem('unionhall.device') || '{}') || {}
  } catch {
    // A private window or a broken entry: the defaults are good enough.
  }
  var dark =
    choice.theme === 'dark' ||
    (choice.theme !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches)
  root.dataset.theme = dark ? 'dark' : 'light'
  root.dataset.size = choice.large ? 'large' : 'normal'
  root.lang = choice.language === 'en' ? 'en' : 'zh-CN'

  // The files of the page asked for, as the build knows them (build/boot.ts).
  var pages = JSON.parse(document.currentScript.dataset.pages || '{}')
  var here = location.pathname
  var needed = pages[here] || pages[here.replace(/\/[0-9A-Z]{13}(?=\/|$)/, '/:id')] || []
  needed.forEach(function (file) {
    var link = document.createElement('link')
    var isStyle = /\.css$/.test(file)
    link.rel = isStyle ? 'preload' : 'modulepreload'
    if (isStyle) link.as = 'style'
    link.crossOrigin = ''
    link.href = file
    document.head.append(link)
  })

  var who = '/api/sessions/current'
  var asked = fetch(who, { headers: { Accept: 'application/json', 'Accept-Language': root.lang } })
  asked.catch(function () {
    // Whoever takes the answer says so.
  })
  window.unionhallAsked = {}
  window.unionhallAsked[who] = asked
})()
