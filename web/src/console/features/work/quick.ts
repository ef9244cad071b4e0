// The ways into daily work, for those who may go them.
import { CalendarDays, FileUp, Flag, PenLine, Phone, Users } from 'lucide-vue-next'
import { can } from '../../session'

const ways = [
  { key: 'quick_import', to: '/imports', icon: FileUp, right: 'members.import' },
  { key: 'quick_stand', to: '/stand', icon: PenLine, right: 'members.enrol' },
  { key: 'quick_hotline', to: '/hotline', icon: Phone, right: 'members.enrol' },
  { key: 'quick_member', to: '/members', icon: Users, right: 'members.read' },
  { key: 'quick_event', to: '/events', icon: CalendarDays, right: 'events' },
  { key: 'quick_drive', to: '/drives', icon: Flag, right: 'drives' },
] as const

export const quickWays = () => ways.filter((way) => can(way.right))
