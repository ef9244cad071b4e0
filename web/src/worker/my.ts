// What GET /api/my answers, and the words for the values in it.
import { api } from '@shared/http'
import { texts } from '@shared/i18n'

export type ApplicationStatus =
  'awaiting_code' | 'submitted' | 'returned' | 'approved' | 'refused' | 'withdrawn'
export interface Application {
  id: string
  status: ApplicationStatus
  unit_id: string
  unit_name?: string
  name: string
  occupation: string
  employer_name?: string | null
  division_code: string
  home_reason?: string | null
  submitted_at?: string | null
  decided_at?: string | null
  decision_note?: string | null
  cooling_ends_on?: string | null
  version: number
  steps?: string[]
}
export interface Member {
  id: string
  name?: string
  card_number: string
  joined_on: string
  status: 'active' | 'retained' | 'left'
  unit_id: string
  unit_name?: string
  steps?: string[]
}
export interface Invitation {
  id: string
  name: string
  occupation?: string | null
  employer_name?: string | null
  drive_id?: string | null
}
export interface My {
  person: { id: string; name: string } | null
  application: Application | null
  member: Member | null
  card: { number: string; token: string; unit_name: string; name: string } | null
  invitation?: Invitation | null
}

export const getMy = (): Promise<My> => api.get<My>('/my')

/** How the person is called, from whatever they have given so far. */
export const nameIn = (my: My): string => my.person?.name || my.application?.name || my.invitation?.name || ''

export const OCCUPATIONS = [
  'courier',
  'delivery_rider',
  'ride_hailing_driver',
  'truck_driver',
  'domestic_worker',
  'care_worker',
  'estate_agent',
  'security_cleaning',
  'construction_worker',
  'other',
] as const

const words = texts(
  {
    courier: '快递员',
    delivery_rider: '外卖配送员',
    ride_hailing_driver: '网约车司机',
    truck_driver: '货车司机',
    domestic_worker: '家政服务员',
    care_worker: '护工护理员',
    estate_agent: '房产中介员',
    security_cleaning: '保安保洁员',
    construction_worker: '建筑工人',
    other: '其他',
  },
  {
    courier: 'Courier',
    delivery_rider: 'Food delivery rider',
    ride_hailing_driver: 'Ride-hailing driver',
    truck_driver: 'Truck driver',
    domestic_worker: 'Domestic worker',
    care_worker: 'Care worker',
    estate_agent: 'Estate agent',
    security_cleaning: 'Security guard or cleaner',
    construction_worker: 'Construction worker',
    other: 'Other',
  },
)

/** The word for a value; a value this app does not know yet is shown as it came. */
export const wordFor = (value: string | null | undefined): string =>
  value && words.has(value) ? words(value) : (value ?? '')
