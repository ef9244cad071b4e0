// What the app keeps about a person on the phone is found again after a reload and without a network, and cannot be read there.
import { expect, type Page, test } from '@playwright/test'
import { approve, freshPhone, karamay, proveNumber, staff } from '../support/people'
import { visit } from '../support/watch'

const her = { name: '阿依努尔', number: '13880100001' }
const employer = '顺路达快递'

/** Everything that lies in the storage of this browser; a key that cannot be taken out is an empty object. */
const onPhone = (page: Page): Promise<string> =>
  page.evaluate(async () => {
    const found: string[] = [JSON.stringify(localStorage), JSON.stringify(sessionStorage)]
    for (const { name } of await indexedDB.databases()) {
      const db = await new Promise<IDBDatabase>((done, failed) => {
        const opening = indexedDB.open(name ?? '')
        opening.onsuccess = () => done(opening.result)
        opening.onerror = () => failed(opening.error)
      })
      for (const table of db.objectStoreNames)
        found.push(
          await new Promise((done) => {
            const all = db.transaction(table).objectStore(table).getAll()
            all.onsuccess = () => done(`${table} ${JSON.stringify(all.result)}`)
          }),
        )
      db.close()
    }
    return found.join('\n')
  })
async function sealedIn(page: Page, name: string): Promise<void> {
  await expect.poll(() => onPhone(page)).toContain(`unionhall.sealed.${name}`)
  const lies = await onPhone(page)
  for (const plain of [her.name, her.number, employer, '650203', '银河路']) expect(lies).not.toContain(plain)
}

test('a form and the card survive a reload of the phone, and nobody reads them there', async ({ browser }) => {
  test.setTimeout(120_000)
  const page = await freshPhone(browser)
  await page.goto('/join')
  await page.getByRole('checkbox', { name: /自愿申请加入工会/ }).check()
  await page.getByRole('button', { name: '下一步' }).click()
  await proveNumber(page, her.number)
  const code = await page.getByLabel('短信验证码', { exact: true }).inputValue()
  await sealedIn(page, 'phone.join')
  await page.reload()
  await expect(page.getByLabel('手机号', { exact: true })).toHaveValue(her.number)
  await expect(page.getByLabel('短信验证码', { exact: true })).toHaveValue('')
  await page.getByLabel('短信验证码', { exact: true }).fill(code)
  await page.getByRole('button', { name: '验证并继续' }).click()

  await page.getByLabel('姓名', { exact: true }).fill(her.name)
  await page.getByLabel(/工作单位/).fill(employer)
  await sealedIn(page, 'join')
  await page.reload()
  await expect(page.getByLabel('姓名', { exact: true })).toHaveValue(her.name)
  await expect(page.getByLabel(/工作单位/)).toHaveValue(employer)
  await sealedIn(page, 'join')

  // Handed in: gone. A member: the card is there without an answer of the server.
  await page.getByRole('button', { name: /从事的工作/ }).click()
  await page.getByRole('dialog', { name: '从事的工作' }).getByText('快递员', { exact: true }).click()
  await page.getByRole('button', { name: /在哪里工作/ }).click()
  const chooser = page.getByRole('dialog', { name: '在哪里工作' })
  for (const step of karamay) await chooser.getByRole('button', { name: step, exact: true }).last().click()
  await page.getByRole('button', { name: '下一步' }).click()
  await page.getByRole('button', { name: '确认提交' }).click()
  await expect(page.getByText('申请已提交')).toBeVisible()
  expect(await onPhone(page)).not.toContain('unionhall.sealed.join')
  await approve(await staff(browser, 'committee'), [her.name])
  await visit(page, '/my/card')
  await sealedIn(page, 'card')
  await page.route('**/api/**', (route) => route.abort())
  await page.reload()
  await expect(page.getByText(her.name, { exact: true })).toBeVisible()
  await page.unroute('**/api/**')

  await visit(page, '/my')
  await page.getByRole('button', { name: '退出登录' }).click()
  await expect.poll(() => onPhone(page)).not.toContain('unionhall.sealed')
  await page.context().close()
})
