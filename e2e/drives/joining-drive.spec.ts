// The job from end to end, by the people whose job it is: a list, its preflight, joining on a phone, the committee,
// the card, an event, the drive's figures and the bulletin that publishes them.
import { expect, type Page, test } from '@playwright/test'
import { csv, xlsx } from '../support/lists'
import { approve, freshPhone, join, karamay, staff } from '../support/people'

test.describe.configure({ mode: 'serial' })

const drive = '新就业形态劳动者集中入会 · 2024年5月'
const worker = { name: '古丽娜', number: '13880010001', place: karamay, work: '快递员' }
let workersPhone: Page

/** As the form takes it: the hour in Beijing, whatever the clock of this machine says. */
const inHours = (hours: number) =>
  new Date(Date.now() + (8 + hours) * 3_600_000).toISOString().slice(0, 16)

async function openDrive(page: Page): Promise<void> {
  await page.getByRole('navigation', { name: '主导航' }).getByRole('link', { name: '集中行动' }).click()
  await page.getByRole('link', { name: drive }).first().click()
  await expect(page.getByRole('heading', { name: drive, level: 1 })).toBeVisible()
}

test('the regional officer opens the drive, sees 4 events and 188 members, and the rows behind a figure', async ({
  browser,
}) => {
  const page = await staff(browser, 'region')
  await openDrive(page)
  await expect(page.getByText(/活动\s*4\s*场/)).toBeVisible()
  await expect(page.getByText(/入会会员\s*188\s*人/)).toBeVisible()
  await expect(page.getByText(/47\s*人\/场/)).toBeVisible()
  // Printed, too: a rule on where pages break once kept the browser at it without end.
  expect((await page.pdf({ format: 'A4', landscape: true })).length).toBeGreaterThan(10_000)
  await page.getByRole('link', { name: '188', exact: true }).first().click()
  const members = page.getByRole('table', { name: '会员' })
  await expect(page.getByText(/共 188 条/)).toBeVisible()
  await expect(members.getByRole('row')).not.toHaveCount(1)
  for (const row of (await members.getByRole('row').all()).slice(1, 6)) await expect(row).toContainText('*')
})

for (const given of [csv, xlsx]) {
  test(`the street secretary brings a list as ${given.name}, corrects a row, commits, undoes and commits again`, async ({
    browser,
  }) => {
    const page = await staff(browser, 'street')
    const file = `戈壁物流名单.${given.name}`
    const first = given === csv ? 13880020000 : 13880030000
    const rows = ['阿依古丽', '王建军', '李秀英', '赵铁柱'].map((name, n) => [name, String(first + n), '某族', '货车司机'])
    await page.getByRole('navigation', { name: '主导航' }).getByRole('link', { name: '名单导入' }).click()
    const [chooser] = await Promise.all([
      page.waitForEvent('filechooser'),
      page.getByRole('button', { name: '选择文件' }).click(),
    ])
    await chooser.setFiles(
      given(file, [['姓名', '手机号码', '民族', '岗位'], ...rows, rows[0] ?? [], ['孙晓梅', '1388002', '某族', '快递员']]),
    )
    await page.getByRole('button', { name: '上传并核对' }).click()
    await expect(page.getByRole('heading', { name: file, level: 1 })).toBeVisible()

    // The preflight: four groups, nothing written.
    await expect(page.getByText('还没有写入任何内容')).toBeVisible()
    await expect(page.getByText('这些列我们从不保存，已经丢弃：民族')).toBeVisible()
    const group = (name: string, count: number) => page.getByRole('tab', { name: `${name} ${count}`, exact: true })
    await expect(group('新增邀请', 4)).toBeVisible()
    await expect(group('文件内重复', 1)).toBeVisible()
    await expect(group('无法识别', 1)).toBeVisible()

    await group('无法识别', 1).click()
    await page.getByRole('button', { name: '改正' }).click()
    const row = page.getByRole('dialog', { name: '改正第 7 行' })
    await row.getByLabel('手机号').fill(String(first + 9))
    await row.getByRole('button', { name: '保存并重新核对' }).click()
    await expect(group('新增邀请', 5)).toBeVisible()
    await expect(group('无法识别', 0)).toBeVisible()

    const take = async (step: string, outcome: string) => {
      await page.getByRole('button', { name: step, exact: true }).click()
      await page.getByRole('dialog', { name: step }).getByRole('button', { name: step, exact: true }).click()
      await expect(page.getByText(outcome)).toBeVisible()
    }
    await take('提交导入', '已提交：生成 5 份入会邀请。')
    await take('撤销整次导入', '整次导入已撤销')
    await take('提交导入', '已提交：生成 5 份入会邀请。')
  })
}

test('a worker joins on the phone in under two minutes', async ({ browser }) => {
  workersPhone = await freshPhone(browser)
  const begun = Date.now()
  await join(workersPhone, worker)
  expect(Date.now() - begun).toBeLessThan(120_000)
  await workersPhone.getByRole('link', { name: '查看进展' }).click()
  await expect(workersPhone.getByText('工会委员会审核', { exact: true })).toBeVisible()
})

test('a number that was sent a code a moment ago is not sent another', async ({ browser }) => {
  const page = await freshPhone(browser)
  await page.goto('/join')
  await page.getByRole('checkbox', { name: /自愿申请加入工会/ }).check()
  await page.getByRole('button', { name: '下一步' }).click()
  await page.getByLabel('手机号', { exact: true }).fill(worker.number)
  await page.getByRole('button', { name: '获取验证码' }).click()
  await expect(page.getByRole('alert').first()).toBeVisible()
})

test('the committee approves in bulk', async ({ browser }) => {
  const page = await staff(browser, 'committee')
  await page.goto('/console/applications?status=submitted')
  const others = await page.getByRole('checkbox', { name: /^选择 / }).all()
  const names = await Promise.all(others.slice(1, 4).map((box) => box.getAttribute('aria-label')))
  await approve(page, [...new Set([worker.name, ...names.map((name) => (name ?? '').replace('选择 ', ''))])])
})

test('the worker shows the card, and anybody can check that it is valid and nothing else', async ({ browser }) => {
  await workersPhone.goto('/my/card')
  await expect(workersPhone.getByText(worker.name)).toBeVisible()
  await expect(workersPhone.getByRole('img', { name: /会员卡二维码/ })).toBeVisible()
  const said = await workersPhone.getByText(/^核验码/).textContent()
  const token = (said ?? '').replace('核验码', '').trim()

  const anybody = await freshPhone(browser)
  await anybody.goto(`/card/${token}`)
  await expect(anybody.getByText('有效').first()).toBeVisible()
  await expect(anybody.getByText(worker.name)).toHaveCount(0)
  await anybody.goto(`/card/${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}`)
  await expect(anybody.getByText('无效').first()).toBeVisible()
})

test('an event is planned and opened, and the worker checks in by its code', async ({ browser }) => {
  const page = await staff(browser, 'street')
  await page.goto('/console/events')
  await page.getByRole('button', { name: '新建活动' }).click()
  const form = page.getByRole('dialog', { name: '新建活动' })
  await form.getByLabel('名称').fill('新会员见面会')
  await form.getByLabel('类型').selectOption({ label: '入会仪式' })
  await form.getByLabel('开始').fill(inHours(-1))
  await form.getByLabel('结束').fill(inHours(3))
  await form.getByLabel('地点').fill('银河路街道党群服务中心')
  await form.getByRole('button', { name: '保存' }).click()
  await expect(page.getByRole('heading', { name: '新会员见面会', level: 1 })).toBeVisible()
  await page.getByRole('button', { name: '开放', exact: true }).click()
  await page.getByRole('dialog', { name: '开放' }).getByRole('button', { name: '开放', exact: true }).click()
  const code = (await page.getByText(/^\d{6}$/).textContent()) ?? ''

  await workersPhone.goto('/check-in')
  await workersPhone.getByLabel('签到码').fill(code.trim())
  await workersPhone.getByRole('button', { name: '签到', exact: true }).click()
  await expect(workersPhone.getByRole('heading', { name: '签到成功' })).toBeVisible()
  await page.reload()
  await expect(page.getByText(/到场\s*1\s*人/)).toBeVisible()
})

test('a bulletin freezes the figures; a correction is a second edition and the first one stays', async ({ browser }) => {
  const page = await staff(browser, 'region')
  await openDrive(page)
  await page.getByRole('link', { name: '写通报' }).click()
  const form = page.getByRole('dialog', { name: '写通报' })
  await form.getByLabel('标题').fill('集中入会情况通报（银河路街道）')
  await form.getByRole('textbox', { name: '正文' }).fill('行动中共有{drives.members}名新就业形态劳动者加入工会。')
  await form.getByRole('button', { name: '保存' }).click()
  await expect(page.getByText('行动中共有188名新就业形态劳动者加入工会。')).toBeVisible()

  const take = async (step: string, note?: string) => {
    await page.getByRole('button', { name: step, exact: true }).click()
    const question = page.getByRole('dialog', { name: step })
    if (note) await question.getByLabel('说明').fill(note)
    await question.getByRole('button', { name: step, exact: true }).click()
    await expect(question).toBeHidden()
  }
  await take('核对完毕')
  await take('发布')
  const address = (await page.getByRole('link', { name: '打开公开页面' }).getAttribute('href')) ?? ''

  const reader = await freshPhone(browser)
  await reader.goto(address)
  await expect(reader.getByText('共有188名')).toBeVisible()

  await take('更正', '街道名称有误')
  await page.getByRole('button', { name: '修改正文' }).click()
  const text = page.getByRole('dialog', { name: '修改正文' })
  await text.getByRole('textbox', { name: '正文' }).fill('经核对，行动中共有{drives.members}名新就业形态劳动者加入工会。')
  await text.getByRole('button', { name: '保存' }).click()
  await take('核对完毕')
  await take('发布')
  await expect(page.getByText('更正原因：街道名称有误')).toBeVisible()

  await reader.goto(address)
  await expect(reader.getByText('经核对，行动中共有188名')).toBeVisible()
  await reader.goto(`${address}?edition=1`)
  await expect(reader.getByText('共有188名')).toBeVisible()
  await expect(reader.getByText('经核对')).toHaveCount(0)
})
