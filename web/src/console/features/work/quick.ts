// The ways into daily work, for those who may go them.
import { CalendarDays, FileUp, Flag, PenLine, Phone, Users } from 'lucide-vue-next'
import { can } from '../../session'

const ways = [
  { key: 'quick_import', to: '/imports', icon: FileUp, right: 'imports' },
  { key: 'quick_stand', to: '/stand', icon: PenLine, right: 'applications' },
  { key: 'quick_hotline', to: '/hotline', icon: Phone, right: 'applications' },
  { key: 'quick_member', to: '/members', icon: Users, right: 'members' },
  { key: 'quick_event', to: '/events', icon: CalendarDays, right: 'events' },
  { key: 'quick_drive', to: '/drives', icon: Flag, right: 'drives' },
] as const

export const quickWays = () => ways.filter((way) => can(way.right))
