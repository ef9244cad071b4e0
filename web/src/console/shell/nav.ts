// The navigation: one line a page, and the rights that show it.
import {
  Building2,
  CalendarDays,
  ClipboardCheck,
  FileText,
  FileUp,
  Flag,
  LayoutDashboard,
  Mail,
  MessageSquareText,
  Network,
  PenLine,
  Phone,
  ScrollText,
  ShieldCheck,
  Users,
} from 'lucide-vue-next'
import type { Component } from 'vue'
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
    | 'units'
    | 'employers'
    | 'accounts'
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
      { to: '/events', key: 'events', icon: CalendarDays, shown: () => can('events') },
      { to: '/drives', key: 'drives', icon: Flag, shown: () => can('drives') },
      { to: '/bulletins', key: 'bulletins', icon: FileText, shown: () => can('bulletins') },
    ],
  },
  {
    key: 'group_organisation',
    items: [
      { to: '/units', key: 'units', icon: Network, shown: () => can('units') },
      { to: '/employers', key: 'employers', icon: Building2, shown: () => can('employers') },
    ],
  },
  {
    key: 'group_system',
    items: [
      { to: '/accounts', key: 'accounts', icon: ShieldCheck, shown: () => can('accounts.manage') },
      { to: '/audit', key: 'audit', icon: ScrollText, shown: () => can('audit.read') },
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
