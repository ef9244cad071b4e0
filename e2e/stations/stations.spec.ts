// A rider finds a station near by, with a network and without one, and reports that it was locked; its keeper verifies it
// and answers; a district prints its card. Where the rider is never leaves the phone.
import { type BrowserContext, expect, type Page, test } from '@playwright/test'
import { phone, staff } from '../support/people'
import { listen, violationsOf, visit, widerThanWindow } from '../support/watch'

test.describe.configure({ mode: 'serial' })

const county = '北京市石景山区'
const bajiao = '110107003'
/** About the middle of Bajiao, to the metre: these digits are looked for in whatever the phone sends. */
const here = { longitude: 116.20417, latitude: 39.91233 }
const digits = ['116.204', '39.912', '116204', '39912']

const uyghur = JSON.stringify({
  language: 'ug',
  name: 'ئۇيغۇرچە',
  direction: 'rtl',
  texts: { 首页: 'باش بەت', 驿站: 'پونكىت', 附近驿站: 'يېقىن پونكىتلار', 现在开放: 'ھازىر ئوچۇق', '{n} 米': '{n} مېتىر', 设置: 'تەڭشەك' },
})

let context: BrowserContext
let rider: Page
let errors: string[]
const sent: string[] = []
let station = ''

/** Everything that goes out, as one text: addresses, headers, bodies. */
function record(page: Page): void {
  page.on('request', (request) =>
    sent.push(`${request.url()} ${JSON.stringify(request.headers())} ${request.postData() ?? ''}`),
  )
}
/** At the end of the page, where the menu covers nothing. */
async function usableByEverybody(): Promise<void> {
  await rider.evaluate(() => scrollTo(0, document.documentElement.scrollHeight))
  expect(await violationsOf(rider)).toEqual([])
}
const nearest = () => rider.locator('article').first()

test.beforeAll(async ({ browser }) => {
  context = await browser.newContext({
    viewport: phone,
    hasTouch: true,
    isMobile: true,
    reducedMotion: 'reduce',
    permissions: ['geolocation'],
    geolocation: here,
  })
  rider = await context.newPage()
  errors = listen(rider)
  record(rider)
})
test.afterAll(() => context.close())

test('a rider finds the nearest station and filters, and the place stays on the phone', async () => {
  await rider.goto('/')
  await rider.getByRole('link', { name: '看附近的驿站' }).click()
  await rider.getByRole('button', { name: '选择区县' }).click()
  await rider.getByRole('searchbox', { name: /搜索/ }).fill('石景山')
  await rider.getByRole('button', { name: county, exact: true }).click()
  await rider.getByRole('button', { name: '重新定位' }).click()
  await expect(rider.getByRole('heading', { name: '找到 23 个驿站，按距离排序' })).toBeVisible()
  await expect(rider.getByRole('img', { name: /以您为中心/ })).toBeVisible()
  await usableByEverybody()

  // Nearest first, as far as the list shows.
  const metres = await rider.locator('.station-metres').allTextContents()
  const far = metres.map((text) => parseFloat(text) * (text.includes('公里') ? 1000 : 1))
  expect(far.length).toBeGreaterThan(5)
  expect(far).toEqual([...far].sort((one, other) => one - other))

  await rider.getByRole('button', { name: '24 小时', exact: true }).click()
  await rider.getByRole('button', { name: '充电', exact: true }).click()
  await expect(rider).toHaveURL(/with=all_day,charging|with=all_day%2Ccharging/)
  const open = await rider.locator('article').count()
  expect(open).toBeGreaterThan(0)
  expect(open).toBeLessThan(10)
  await expect(rider.locator('article').getByText('24 小时开放')).toHaveCount(open)
  await rider.getByRole('button', { name: '24 小时', exact: true }).click()
  await rider.getByRole('button', { name: '充电', exact: true }).click()
})

test('a language that runs from right to left breaks nothing', async () => {
  await visit(rider, '/settings')
  await rider.getByLabel('装入语言包').setInputFiles({
    name: 'ug.json',
    mimeType: 'application/json',
    buffer: Buffer.from(uyghur),
  })
  await expect(rider.locator('html')).toHaveAttribute('dir', 'rtl')
  for (const width of [phone.width, 320]) {
    await rider.setViewportSize({ width, height: phone.height })
    for (const path of ['/', '/stations']) {
      await visit(rider, path)
      await expect(rider.locator('html')).toHaveAttribute('lang', 'ug')
      await expect(rider.getByRole('link', { name: 'پونكىت', exact: true })).toBeVisible()
      expect(await widerThanWindow(rider), `${path} at ${width}`).toBeLessThanOrEqual(0)
    }
  }
  await usableByEverybody()
  await rider.setViewportSize(phone)
  await visit(rider, '/settings')
  await rider.getByRole('radio', { name: '中文' }).check()
  await expect(rider.locator('html')).toHaveAttribute('dir', 'ltr')
})

test('without a network the app opens, finds a station and keeps a report, which arrives once', async ({ browser }) => {
  await rider.evaluate(() => navigator.serviceWorker.ready)
  await rider.reload()
  await expect.poll(() => rider.evaluate(() => Boolean(navigator.serviceWorker.controller))).toBe(true)
  await context.setOffline(true)
  await rider.goto('/')
  await expect(nearest()).toBeVisible()
  await rider.goto('/stations')
  await expect(rider.getByText(/没有网络，显示的是/)).toBeVisible()
  await expect(nearest()).toBeVisible()
  station = (await nearest().getByRole('link').first().textContent()) ?? ''
  await nearest().getByRole('link').first().click()
  await expect(rider.getByRole('heading', { name: station, level: 1 })).toBeVisible()

  await rider.getByRole('button', { name: '报告问题' }).click()
  await rider.getByRole('dialog').getByRole('button', { name: '门锁着，进不去' }).click()
  await expect(rider.getByText('已存在手机里，有网络就会自动发出，只发一次。')).toBeVisible()
  const mine = rider.getByRole('region', { name: '我报告过的' })
  await expect(mine.getByText('等网络')).toBeVisible()
  // The app is closed and opened again before there is a network.
  await rider.goto('/')
  await context.setOffline(false)
  await expect
    .poll(() => sent.filter((each) => each.includes('/reports ')).length, { timeout: 20_000 })
    .toBeGreaterThan(0)
  await rider.goto('/stations')
  await expect(rider.getByRole('region', { name: '我报告过的' }).getByText('已发出')).toBeVisible()

  for (const each of digits) expect(sent.filter((request) => request.includes(each))).toEqual([])
  expect(errors.filter((each) => !each.includes('ERR_INTERNET_DISCONNECTED'))).toEqual([])
  const keeper = await staff(browser, 'bajiao')
  const { items } = (await (await keeper.request.get('/api/station-reports?status=received')).json()) as {
    items: { kind: string; times: number }[]
  }
  expect(items.map(({ kind, times }) => [kind, times])).toEqual([['locked', 1]])
  await keeper.context().close()
})

test('the keeper sees it among the work, verifies the station and answers', async ({ browser }) => {
  const keeper = await staff(browser, 'bajiao')
  await keeper.goto('/console/')
  await keeper.getByRole('region', { name: '等您处理' }).getByRole('link', { name: /反映/ }).click()
  await keeper.getByRole('link', { name: station, exact: true }).click()
  await keeper.getByRole('button', { name: '核实信息' }).click()
  const quest = keeper.getByRole('dialog', { name: '核实信息' })
  for (const fact of ['地址和位置', '开放时间', '设施', '联系方式']) await quest.getByLabel(fact).check()
  await quest.getByRole('button', { name: '核实信息' }).click()
  await expect(keeper.getByText('已记下今天核实。')).toBeVisible()
  await keeper.getByRole('button', { name: '已解决' }).click()
  const answer = keeper.getByRole('dialog', { name: '已解决' })
  await answer.getByLabel('说明').fill('已经换锁，开放时间内门都开着。')
  await answer.getByRole('button', { name: '已解决' }).click()
  await expect(keeper.getByText('已完成：已解决')).toBeVisible()
  await keeper.context().close()

  // The rider reads what became of it, on the phone that reported it.
  await rider.goto('/stations')
  await expect(rider.getByText('已经换锁，开放时间内门都开着。')).toBeVisible()
})

test('a district prints its card: exactly the 23 stations, on one sheet', async ({ browser }) => {
  const district = await staff(browser, 'bajiao')
  for (const size of ['fold', 'wallet']) {
    await visit(district, `/console/service-card?division=${bajiao}&size=${size}`)
    await expect(district.getByText('共 23 个站点')).toBeVisible()
    await district.emulateMedia({ media: 'print' })
    const printed = district.getByRole('main').getByRole('listitem')
    await expect(printed).toHaveCount(23)
    for (const row of await printed.allTextContents()) expect(row).toMatch(/\d.*路 \d+ 号.*(开放|\d\d:\d\d).*010-\d{8}/)
    const pdf = (await district.pdf({ preferCSSPageSize: true })).toString('latin1')
    expect(pdf.match(/\/Type\s*\/Page\b/g)).toHaveLength(1)
    await district.emulateMedia({ media: 'screen' })
  }
  await district.context().close()
})
