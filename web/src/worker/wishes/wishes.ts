// What the server tells about wishes: mine, and those of others that I may make come true, without saying whose they are.
import { api, type List } from '@shared/http'

export type WishStatus =
  'submitted' | 'published' | 'claimed' | 'fulfilled' | 'confirmed' | 'declined' | 'withdrawn' | 'expired'
export interface Round {
  id: string
  title: string
  station_name: string
  station_address: string
  closes_on: string
  has_wished: boolean
}
export interface MyWish {
  id: string
  round_title: string
  text: string
  status: WishStatus
  station_name: string
  station_address: string
  answer: string
  sentence: string
  written_at: string
  may_confirm: boolean
  may_withdraw: boolean
}
export interface Gift {
  id: string
  text: string
  station_name: string
  station_address: string
  station_hours: string
  status: WishStatus
  bring_by: string | null
  sentence: string
}
export interface Wishes {
  rounds: Round[]
  mine: MyWish[]
  gifts: Gift[]
  open: Gift[]
}

const items = async <T>(path: string): Promise<T[]> => (await api.get<List<T>>(path)).items

export async function getWishes(): Promise<Wishes> {
  const [rounds, mine, gifts, open] = await Promise.all([
    items<Round>('/my/wish-rounds'),
    items<MyWish>('/my/wishes'),
    items<Gift>('/my/gifts'),
    items<Gift>('/my/open-wishes'),
  ])
  // What I have taken on is not offered to me again.
  return { rounds, mine, gifts, open: open.filter(({ id }) => !gifts.some((gift) => gift.id === id)) }
}

export const tones: Partial<Record<WishStatus, 'ok' | 'warn'>> = {
  submitted: 'warn',
  published: 'warn',
  claimed: 'warn',
  fulfilled: 'ok',
  confirmed: 'ok',
}
