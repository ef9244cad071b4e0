// Asking for a code by text message: the number, the countdown until it may be sent again, what the fields lack.
import { computed, onBeforeUnmount, reactive, ref, watch } from 'vue'
import { api, Problem, type FieldProblem } from '@shared/http'
import { errorAt, problemsOf } from '../problems'
import { inTab } from '../sealed'
import { t } from './texts'

/** `prove`: that it is still the same person, on a phone that is signed in; whose number the server knows. */
export type Purpose = 'join' | 'sign_in' | 'confirm' | 'change_phone' | 'prove'

interface Answer {
  expires_in_s: number
  resend_in_s: number
  /** Only in a demonstration, where no text message is sent. */
  demonstration_code?: string
}

export const phoneDigits = (typed: string): string =>
  typed.replace(/[\s-]/g, '').replace(/^\+?86(?=1\d{10}$)/, '')
export const isPhone = (typed: string): boolean => /^1[3-9]\d{9}$/.test(phoneDigits(typed))
/** Apps show their codes in two groups of three. */
export const codeDigits = (typed: string): string => typed.replace(/\s/g, '')
export const isCode = (typed: string): boolean => /^\d{6}$/.test(codeDigits(typed))

/** What opens the door: the number, the code sent to it and, where its owner turned that on, one of the app. */
export interface Proof {
  phone: string
  code: string
  one_time_code?: string
}

/** What the fields lack before they are worth sending. The phone and `oneTimeCode` only where they are asked for. */
export function lacking(phone: string | undefined, code: string, oneTimeCode?: string): FieldProblem[] {
  const found: FieldProblem[] = []
  if (phone !== undefined && !isPhone(phone)) found.push({ field: 'phone', message: t('phone.wrong') })
  if (!isCode(code)) found.push({ field: 'code', message: t('code.wrong') })
  if (oneTimeCode !== undefined && !isCode(oneTimeCode))
    found.push({ field: 'one_time_code', message: t('app.wrong') })
  return found
}

/** What is wrong with a proof by code: a "no" without a field is about the code, the only thing that can be wrong. */
function problemsOfProof(fault: unknown): FieldProblem[] {
  const problems = problemsOf(fault, ['phone', 'code', 'one_time_code'])
  const isNo = fault instanceof Problem && fault.status === 401
  return isNo ? problems.map(({ field, message }) => ({ field: field || 'code', message })) : problems
}

const storedAs = (purpose: Purpose) => `phone.${purpose}`
interface Remembered {
  phone: string
  resendAt: number
  minutes: number
}

export function usePhoneCode(purpose: Purpose) {
  const isOwn = purpose === 'prove'
  const fields = reactive({
    phone: '',
    code: '',
    one_time_code: '',
    demonstration_code: '',
    minutes: 0,
  })
  /** The server said that this account also has codes of an app; nobody else is asked. */
  const asksApp = ref(false)
  const resendAt = ref(0)
  const now = ref(Date.now())
  const sending = ref(false)
  const proving = ref(false)
  const problems = ref<FieldProblem[]>([])
  const waitS = computed(() => Math.max(0, Math.ceil((resendAt.value - now.value) / 1000)))
  // While it is good: another day the page does not say that a code is on its way.
  const sent = computed(() => resendAt.value > 0 && now.value < resendAt.value + fields.minutes * 60_000)

  // Another number may be another account. A new phone for this account changes nothing about its app.
  const opens = purpose === 'join' || purpose === 'sign_in'
  if (opens)
    watch(
      () => phoneDigits(fields.phone),
      () => {
        asksApp.value = false
        fields.one_time_code = ''
      },
    )

  const clock = setInterval(() => (now.value = Date.now()), 1000)
  onBeforeUnmount(() => clearInterval(clock))

  async function send(): Promise<void> {
    if (sending.value || waitS.value > 0) return
    problems.value = isOwn || isPhone(fields.phone) ? [] : [{ field: 'phone', message: t('phone.wrong') }]
    if (problems.value.length) return
    sending.value = true
    try {
      const answer = await (isOwn
        ? api.post<Answer>('/my/phone-codes')
        : api.post<Answer>('/phone-codes', { phone: phoneDigits(fields.phone), purpose }))
      fields.demonstration_code = answer.demonstration_code || ''
      fields.minutes = Math.max(1, Math.floor(answer.expires_in_s / 60))
      now.value = Date.now()
      resendAt.value = now.value + answer.resend_in_s * 1000
      remember()
    } catch (fault) {
      problems.value = problemsOf(fault, ['phone'])
    } finally {
      sending.value = false
    }
  }

  /** Hands the number and the code to `use`, once both look like what they are; its refusal stands beside the fields. */
  const prove = (use: (proof: Proof) => Promise<unknown>): Promise<void> =>
    sendProof(use, asksApp.value ? fields.one_time_code : undefined)

  /** The same without a code of the app, for who lost it. */
  const proveWithoutApp = (use: (proof: Proof) => Promise<unknown>): Promise<void> => sendProof(use)

  async function sendProof(use: (proof: Proof) => Promise<unknown>, oneTimeCode?: string): Promise<void> {
    problems.value = lacking(isOwn ? undefined : fields.phone, fields.code, oneTimeCode)
    if (problems.value.length) return
    proving.value = true
    try {
      const proof: Proof = { phone: phoneDigits(fields.phone), code: codeDigits(fields.code) }
      await use(oneTimeCode === undefined ? proof : { ...proof, one_time_code: codeDigits(oneTimeCode) })
    } catch (fault) {
      problems.value = problemsOfProof(fault)
      if (errorAt(problems.value, 'one_time_code')) asksApp.value = true
    } finally {
      proving.value = false
    }
  }

  /** Number and countdown survive a reload; the code never leaves the field it is typed into. */
  const remember = () => {
    const kept: Remembered = { phone: fields.phone, resendAt: resendAt.value, minutes: fields.minutes }
    void inTab.put(storedAs(purpose), kept)
  }
  void inTab.get(storedAs(purpose)).then((found) => {
    const before = found as Remembered | undefined
    if (!before || resendAt.value) return
    fields.phone ||= before.phone
    fields.minutes = before.minutes
    resendAt.value = before.resendAt
  })

  return { fields, asksApp, waitS, sent, sending, proving, problems, send, prove, proveWithoutApp }
}
export type PhoneCode = ReturnType<typeof usePhoneCode>
