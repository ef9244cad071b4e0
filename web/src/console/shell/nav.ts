// The navigation: one line a page, and the rights that show it.
import {
  Building2,
  CalendarDays,
  ClipboardCheck,
  CopyCheck,
  FileSearch,
  FileText,
  FileUp,
  Flag,
  Gift,
  HeartHandshake,
  LayoutDashboard,
  ListChecks,
  Mail,
  MapPin,
  MessageSquareText,
  MessageSquareWarning,
  Network,
  PencilLine,
  PenLine,
  Phone,
  Scale,
  ScrollText,
  Server,
  ShieldAlert,
  ShieldCheck,
  Stamp,
  Timer,
  UserCheck,
  Users,
  Wrench,
} from 'lucide-vue-next'
import type { Component } from 'vue'
import { takesPart } from '../features/approvals/kinds'
import { can, session } from '../session'

export interface NavItem {
  to: string
  key:
    | 'work'
    | 'applications'
    | 'stand'
    | 'hotline'
    | 'imports'
    | 'invitations'
    | 'members'
    | 'events'
    | 'drives'
    | 'bulletins'
    | 'stations'
    | 'station_reports'
    | 'deficiencies'
    | 'wishes'
    | 'units'
    | 'employers'
    | 'rosters'
    | 'listed'
    | 'duplicates'
    | 'corrections'
    | 'warnings'
    | 'holds'
    | 'retention'
    | 'approvals'
    | 'accounts'
    | 'security'
    | 'heads'
    | 'system'
    | 'audit'
    | 'outbox'
  icon: Component
  shown: () => boolean
}
export interface NavGroup {
  key: 'group_work' | 'group_organisation' | 'group_system'
  items: NavItem[]
}

export const groups: NavGroup[] = [
  {
    key: 'group_work',
    items: [
      { to: '/', key: 'work', icon: LayoutDashboard, shown: () => true },
      { to: '/applications', key: 'applications', icon: ClipboardCheck, shown: () => can('members.read') },
      { to: '/stand', key: 'stand', icon: PenLine, shown: () => can('members.enrol') },
      { to: '/hotline', key: 'hotline', icon: Phone, shown: () => can('members.enrol') },
      { to: '/imports', key: 'imports', icon: FileUp, shown: () => can('members.import') },
      { to: '/invitations', key: 'invitations', icon: Mail, shown: () => can('members.import') },
      { to: '/members', key: 'members', icon: Users, shown: () => can('members.read') },
      { to: '/duplicates', key: 'duplicates', icon: CopyCheck, shown: () => can('rosters.duplicates') },
      { to: '/corrections', key: 'corrections', icon: PencilLine, shown: () => can('members.manage') },
      { to: '/joining-warnings', key: 'warnings', icon: HeartHandshake, shown: () => can('members.manage') },
      { to: '/events', key: 'events', icon: CalendarDays, shown: () => can('events') },
      { to: '/stations', key: 'stations', icon: MapPin, shown: () => can('stations') },
      { to: '/station-reports', key: 'station_reports', icon: MessageSquareWarning, shown: () => can('stations') },
      { to: '/deficiencies', key: 'deficiencies', icon: Wrench, shown: () => can('stations') },
      { to: '/wishes', key: 'wishes', icon: Gift, shown: () => can('wishes') },
      { to: '/drives', key: 'drives', icon: Flag, shown: () => can('drives') },
      { to: '/bulletins', key: 'bulletins', icon: FileText, shown: () => can('bulletins') },
    ],
  },
  {
    key: 'group_organisation',
    items: [
      { to: '/units', key: 'units', icon: Network, shown: () => can('units') },
      { to: '/employers', key: 'employers', icon: Building2, shown: () => can('employers') },
      { to: '/rosters', key: 'rosters', icon: FileSearch, shown: () => can('rosters.read') },
      { to: '/listed-employers', key: 'listed', icon: ListChecks, shown: () => can('rosters.read') },
    ],
  },
  {
    key: 'group_system',
    items: [
      { to: '/approvals', key: 'approvals', icon: UserCheck, shown: takesPart },
      { to: '/accounts', key: 'accounts', icon: ShieldCheck, shown: () => can('accounts.read') },
      { to: '/security', key: 'security', icon: ShieldAlert, shown: () => can('security') },
      { to: '/legal-holds', key: 'holds', icon: Scale, shown: () => can('members.hold') },
      { to: '/retention', key: 'retention', icon: Timer, shown: () => can('retention.read') },
      { to: '/audit', key: 'audit', icon: ScrollText, shown: () => can('audit.read') },
      { to: '/audit/heads', key: 'heads', icon: Stamp, shown: () => can('audit.read') },
      { to: '/system', key: 'system', icon: Server, shown: () => can('system.manage') },
      {
        to: '/outbox',
        key: 'outbox',
        icon: MessageSquareText,
        shown: () => session.value?.demonstration === true,
      },
    ],
  },
]

export const shownGroups = (): NavGroup[] =>
  groups
    .map((group) => ({ ...group, items: group.items.filter((item) => item.shown()) }))
    .filter((group) => group.items.length > 0)
