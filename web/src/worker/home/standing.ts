// Where an application stands, told as what has happened, what is happening and what comes next.
import { instant, longDay } from '@shared/format'
import type { Application, Member } from '../my'
import type { Moment } from '../ui/UTimeline.vue'
import { t } from './texts'

/** The story of one application for UTimeline. A date is named only where the rules give one: the cooling-off days. */
export function standing(application: Application, member: Member | null): Moment[] {
  const { status, decision_note: note } = application
  if (status === 'withdrawn')
    return [handedIn(application), { state: 'stopped', title: t('withdrawn'), detail: t('withdrawn.detail') }]
  if (status === 'awaiting_code') {
    return [
      { state: 'now', title: t('awaiting'), detail: t('awaiting.detail') },
      later('deciding'),
      later('card'),
    ]
  }
  if (status === 'refused') {
    return [
      handedIn(application),
      {
        state: 'stopped',
        title: t('refused'),
        detail: note || t('refused.detail'),
        when: instant(application.decided_at),
      },
    ]
  }
  if (status === 'returned') {
    return [
      handedIn(application),
      { state: 'now', title: t('returned'), detail: note || t('returned.detail') },
      later('deciding'),
      later('card'),
    ]
  }
  if (status === 'submitted') {
    return [
      handedIn(application),
      { state: 'now', title: t('deciding'), detail: decidingDetail(application) },
      later('card'),
    ]
  }
  const joined = member ? t('card.detail', { day: longDay(member.joined_on) }) : ''
  return [
    handedIn(application),
    { state: 'done', title: t('approved'), when: instant(application.decided_at) },
    { state: 'done', title: t('card'), detail: joined },
  ]
}

function decidingDetail(application: Application): string {
  const unit = application.unit_name
    ? t('deciding.by', { unit: application.unit_name })
    : t('deciding.detail')
  const cooling = application.cooling_ends_on
  return cooling ? `${unit}${t('deciding.cooling', { day: longDay(cooling) })}` : unit
}

const handedIn = (application: Application): Moment => ({
  state: 'done',
  title: t('handedIn'),
  when: instant(application.submitted_at),
})
const later = (title: 'deciding' | 'card'): Moment => ({ state: 'next', title: t(title) })
