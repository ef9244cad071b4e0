// Runs before the first paint: puts the device's choices (theme, type size, language) on <html>, fetches what this page
// needs beyond the frame, and asks the first questions (who is signed in, and what the page shows to them) while the page
// itself is still on its way; http.ts takes the answers.
;(function () {
  var root = document.documentElement
  var choice = {}
  var isKnownHere = false
  try {
    isKnownHere = localStorage.getItem('unionhall.signed_in') === 'yes'
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
  var given = document.currentScript.dataset
  // A further language, of the worker's app alone (language-pack.ts).
  var pack = given.signIn ? null : choice.pack
  if (pack) {
    root.lang = pack.language
    root.dir = pack.direction
  }
  // The first page of the worker app as index.html brings it: in Chinese, for somebody who is not signed in.
  if (location.pathname === '/' && !isKnownHere && root.lang === 'zh-CN') root.dataset.firstSight = ''

  function fetchFiles(files) {
    files.forEach(function (file) {
      var link = document.createElement('link')
      var isStyle = /\.css$/.test(file)
      link.rel = isStyle ? 'preload' : 'modulepreload'
      if (isStyle) link.as = 'style'
      link.crossOrigin = ''
      link.href = file
      document.head.append(link)
    })
  }
  function ask(address, headers) {
    var asked = fetch(address, { headers: headers })
    // Who waits for it says so; everybody after that asks anew.
    asked.catch(function () {
      delete window.unionhallAsked[address]
    })
    return (window.unionhallAsked[address] = asked)
  }

  // The files and questions of the pages, as the build knows them (build/boot.ts).
  var pages = JSON.parse(given.pages || '{}')
  var id = (/\/([0-9A-Z]{13})(?=\/|$)/.exec(location.pathname) || [])[1]
  var page = pages[location.pathname] || pages[location.pathname.replace(id, ':id')] || {}
  window.unionhallAsked = {}
  // What nobody took by then is not news any more.
  setTimeout(function () {
    window.unionhallAsked = {}
  }, 30000)
  // Without headers, so that it is the one that index.html asked for already; it says the same in every language.
  var who = ask('/api/sessions/current', {})
  fetchFiles(page.files || [])
  who
    .then(function (answer) {
      return answer.clone().json()
    })
    .then(function (session) {
      if (session.kind !== 'staff' || session.must_enrol_totp) {
        if (!page.open && given.signIn) fetchFiles(pages[given.signIn].files)
        return
      }
      if (location.search) return
      var headers = { Accept: 'application/json', 'Accept-Language': choice.language === 'en' ? 'en' : 'zh-CN' }
      ;(page.asked || []).forEach(function (each) {
        var held = session.permissions.some(function (permission) {
          return permission.name === each.right || permission.name.startsWith(each.right + '.')
        })
        if (held || !each.right) ask('/api' + each.path.replace(':id', id), headers)
      })
    })
    .catch(function () {
      // The page asks for itself.
    })
})()
