// Runs before the first paint: puts the device's choices (theme, type size, language) on <html>.
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
})()
