// The people of the stories: staff who sign in with the demonstration's accounts, workers with a phone.
import { readFileSync } from 'node:fs'
import { type Browser, type BrowserContext, expect, type Page } from '@playwright/test'

export const phone = { width: 390, height: 844 }
export const desk = { width: 1440, height: 900 }

export function passwordOf(login: string): string {
  const file = process.env.UNIONHALL_ACCOUNTS
  if (!file) throw new Error('UNIONHALL_ACCOUNTS names no file: start the stories by scripts/e2e')
  const line = readFileSync(file, 'utf8')
    .split('\n')
    .map((each) => each.split('\t'))
    .find(([name]) => name === login)
  if (!line?.[1]) throw new Error(`the demonstration has no account ${login}`)
  return line[1]
}

// Signing in once is enough for each account; a page of its own for each who asks.
const cookies = new Map<string, Awaited<ReturnType<BrowserContext['storageState']>>>()
/** Where time has passed so that sessions have ended, or another house is spoken to. */
export const forgetSessions = (): void => cookies.clear()

/** At the door of the console, by name and password. */
export async function signIn(page: Page, login: string): Promise<void> {
  await page.getByLabel('登录名').fill(login)
  await page.getByLabel('密码', { exact: true }).fill(passwordOf(login))
  await page.getByRole('button', { name: '登录', exact: true }).click()
}

/** A staff member's page, signed in at the door like anybody. */
export async function staff(browser: Browser, login: string): Promise<Page> {
  const known = cookies.get(login)
  const context = await browser.newContext({ viewport: desk, reducedMotion: 'reduce', storageState: known })
  const page = await context.newPage()
  if (known) {
    await page.goto('/console/')
  } else {
    await page.goto('/console/sign-in')
    await signIn(page, login)
  }
  await expect(page.getByRole('navigation', { name: '主导航' })).toBeVisible()
  await keepSession(page, login)
  return page
}
/** To be called after a proof, which gives the session another token: with the earlier one every act would ask again. */
export async function keepSession(page: Page, login: string): Promise<void> {
  cookies.set(login, await page.context().storageState())
}

/** A phone on which nobody has signed in yet. */
export async function freshPhone(browser: Browser): Promise<Page> {
  const context = await browser.newContext({ viewport: phone, hasTouch: true, isMobile: true, reducedMotion: 'reduce' })
  return context.newPage()
}

/** Takes the code the demonstration shows, as a person reads it off the phone. */
export async function proveNumber(page: Page, number: string): Promise<void> {
  await page.getByLabel('手机号', { exact: true }).fill(number)
  await page.getByRole('button', { name: '获取验证码' }).click()
  const told = page.getByText(/演示环境：验证码是 \d{6}/)
  await expect(told).toBeVisible()
  const code = /\d{6}/.exec((await told.textContent()) ?? '')?.[0] ?? ''
  await page.getByLabel('短信验证码', { exact: true }).fill(code)
}

export interface Worker {
  name: string
  number: string
  /** From the province down, as the chooser is walked through. */
  place: readonly string[]
  work: string
}
export const karamay = ['新疆维吾尔自治区', '克拉玛依市', '克拉玛依区', '银河路街道'] as const

/** All of joining, from the first page to the application handed in; `at` may look at each step before it is done. */
export async function join(
  page: Page,
  who: Worker,
  at: (step: string) => Promise<void> = async () => undefined,
): Promise<void> {
  await page.goto('/')
  await page.getByRole('link', { name: '我要入会' }).click()
  const statement = page.getByRole('checkbox', { name: /自愿申请加入工会/ })
  await expect(statement).not.toBeChecked()
  await at('notice')
  await statement.check()
  await page.getByRole('button', { name: '下一步' }).click()

  await expect(page.getByRole('heading', { name: '验证手机号' })).toBeVisible()
  await at('phone')
  await proveNumber(page, who.number)
  await page.getByRole('button', { name: '验证并继续' }).click()

  await expect(page.getByRole('heading', { name: '您的情况' })).toBeVisible()
  await page.getByLabel('姓名', { exact: true }).fill(who.name)
  await page.getByRole('button', { name: /从事的工作/ }).click()
  await page.getByRole('dialog', { name: '从事的工作' }).getByText(who.work, { exact: true }).click()
  await page.getByRole('button', { name: /在哪里工作/ }).click()
  const chooser = page.getByRole('dialog', { name: '在哪里工作' })
  await at('place')
  for (const step of who.place) await chooser.getByRole('button', { name: step, exact: true }).last().click()
  await expect(chooser).toBeHidden()
  await at('about')
  await page.getByRole('button', { name: '下一步' }).click()

  await expect(page.getByRole('heading', { name: '核对并提交' })).toBeVisible()
  await expect(page.getByText('为什么是它')).toBeVisible()
  await at('confirm')
  await page.getByRole('button', { name: '确认提交' }).click()
  await expect(page.getByText('申请已提交')).toBeVisible()
  await at('done')
}

/** The committee approves the applications of these people, all at once. */
export async function approve(committee: Page, names: readonly string[]): Promise<void> {
  await committee.goto('/console/applications?status=submitted')
  for (const name of names)
    await committee
      .getByRole('checkbox', { name: `选择 ${name}`, exact: true })
      .first()
      .check()
  const chosen = committee.getByRole('group', { name: `已选 ${names.length} 项` })
  await chosen.getByRole('button', { name: '批准', exact: true }).click()
  const question = committee.getByRole('dialog', { name: `批准 ${names.length} 份申请` })
  await question.getByRole('button', { name: '批准', exact: true }).click()
  await expect(committee.getByText(`已处理 ${names.length} 份。`)).toBeVisible()
}
