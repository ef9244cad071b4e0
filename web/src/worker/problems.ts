// Turns whatever went wrong into sentences for the list at the top of a page and for the fields themselves.
import { Problem, type FieldProblem } from '@shared/http'

/**
 * The problems of a refused call, one line each. A problem of a field that is not on this page keeps its sentence but
 * loses its link. A fault of our own is thrown on, so that it is seen and not dressed up as a refusal.
 */
export function problemsOf(fault: unknown, fields: readonly string[] = []): FieldProblem[] {
  if (!(fault instanceof Problem)) throw fault
  if (fault.problems.length === 0) return [{ field: '', message: sentenceOf(fault) }]
  return fault.problems.map(({ field, message }) => ({ field: fields.includes(field) ? field : '', message }))
}

/** Title and detail as one text, without saying the same thing twice. */
export function sentenceOf(fault: unknown): string {
  if (!(fault instanceof Problem)) throw fault
  return fault.detail && fault.detail !== fault.title ? `${fault.title} ${fault.detail}` : fault.title
}

export const errorAt = (problems: readonly FieldProblem[], field: string): string =>
  problems.find((problem) => problem.field === field)?.message ?? ''
