// The pages of the console, one line each; a page is read when it is first opened.
import { nextTick } from 'vue'
import { createRouter, createWebHistory } from 'vue-router'
import { loadSession, mustChangePassword, mustEnrol } from './session'

declare module 'vue-router' {
  interface RouteMeta {
    /** Shown to whoever is not signed in. */
    open?: true
    /** Drawn without bar and navigation. */
    bare?: true
  }
}

export const router = createRouter({
  history: createWebHistory('/console/'),
  scrollBehavior: (_to, _from, saved) => saved ?? { top: 0 },
  routes: [
    { path: '/', component: () => import('./features/work/WorkListPage.vue') },
    {
      path: '/sign-in',
      component: () => import('./features/sign-in/SignInPage.vue'),
      meta: { open: true, bare: true },
    },
    { path: '/enrol', component: () => import('./features/sign-in/EnrolPage.vue'), meta: { bare: true } },
    {
      path: '/first-password',
      component: () => import('./features/sign-in/PasswordPage.vue'),
      meta: { bare: true },
    },
    { path: '/password', component: () => import('./features/sign-in/PasswordPage.vue') },
    { path: '/sessions', component: () => import('./features/sign-in/SessionsPage.vue') },
    { path: '/applications', component: () => import('./features/applications/ApplicationsPage.vue') },
    {
      path: '/applications/:id',
      component: () => import('./features/applications/ApplicationPage.vue'),
      props: true,
    },
    { path: '/members', component: () => import('./features/members/MembersPage.vue') },
    { path: '/members/:id', component: () => import('./features/members/MemberPage.vue'), props: true },
    { path: '/imports', component: () => import('./features/imports/ImportsPage.vue') },
    { path: '/imports/:id', component: () => import('./features/imports/ImportPage.vue'), props: true },
    { path: '/invitations', component: () => import('./features/imports/InvitationsPage.vue') },
    { path: '/stand', component: () => import('./features/stand/StandPage.vue') },
    {
      path: '/stand/offline',
      component: () => import('./features/stand/offline/OfflineStandPage.vue'),
      meta: { open: true, bare: true },
    },
    { path: '/hotline', component: () => import('./features/stand/HotlinePage.vue') },
    { path: '/events', component: () => import('./features/events/EventsPage.vue') },
    { path: '/events/:id', component: () => import('./features/events/EventPage.vue'), props: true },
    {
      path: '/events/:id/code',
      component: () => import('./features/events/EventCodePage.vue'),
      props: true,
      meta: { bare: true },
    },
    { path: '/drives', component: () => import('./features/drives/DrivesPage.vue') },
    { path: '/drives/:id', component: () => import('./features/drives/DrivePage.vue'), props: true },
    { path: '/bulletins', component: () => import('./features/bulletins/BulletinsPage.vue') },
    { path: '/bulletins/:id', component: () => import('./features/bulletins/BulletinPage.vue'), props: true },
    { path: '/stations', component: () => import('./features/stations/StationsPage.vue') },
    { path: '/stations/:id', component: () => import('./features/stations/StationPage.vue'), props: true },
    { path: '/station-reports', component: () => import('./features/stations/ReportsPage.vue') },
    { path: '/deficiencies', component: () => import('./features/stations/DeficienciesPage.vue') },
    { path: '/sitings', component: () => import('./features/sitings/SitingsPage.vue') },
    { path: '/sitings/:id', component: () => import('./features/sitings/SitingPage.vue'), props: true },
    { path: '/station-imports', component: () => import('./features/stations/StationImportsPage.vue') },
    {
      path: '/station-imports/:id',
      component: () => import('./features/stations/StationImportPage.vue'),
      props: true,
    },
    { path: '/wish-rounds', component: () => import('./features/wishes/RoundsPage.vue') },
    { path: '/wishes', component: () => import('./features/wishes/WishesPage.vue') },
    {
      path: '/service-card',
      component: () => import('./features/stations/ServiceCardPage.vue'),
      meta: { bare: true },
    },
    { path: '/corrections', component: () => import('./features/rights/CorrectionsPage.vue') },
    { path: '/joining-warnings', component: () => import('./features/rights/WarningsPage.vue') },
    { path: '/legal-holds', component: () => import('./features/rights/HoldsPage.vue') },
    { path: '/retention', component: () => import('./features/rights/RetentionPage.vue') },
    { path: '/units', component: () => import('./features/units/UnitsPage.vue') },
    { path: '/rosters', component: () => import('./features/rosters/RostersPage.vue') },
    { path: '/rosters/:id', component: () => import('./features/rosters/RosterPage.vue'), props: true },
    { path: '/listed-employers', component: () => import('./features/rosters/ListedPage.vue') },
    {
      path: '/listed-employers/:id',
      component: () => import('./features/rosters/ListedEmployerPage.vue'),
      props: true,
    },
    { path: '/duplicates', component: () => import('./features/rosters/DuplicatesPage.vue') },
    { path: '/duplicates/:id', component: () => import('./features/rosters/PairPage.vue'), props: true },
    { path: '/employers', component: () => import('./features/employers/EmployersPage.vue') },
    { path: '/accounts', component: () => import('./features/accounts/AccountsPage.vue') },
    { path: '/approvals', component: () => import('./features/approvals/ApprovalsPage.vue') },
    {
      path: '/approvals/:id',
      component: () => import('./features/approvals/ApprovalPage.vue'),
      props: true,
    },
    { path: '/system', component: () => import('./features/administration/SystemPage.vue') },
    { path: '/security', component: () => import('./features/administration/SecurityPage.vue') },
    { path: '/audit/heads', component: () => import('./features/administration/HeadsPage.vue') },
    { path: '/audit', component: () => import('./features/audit/AuditPage.vue') },
    { path: '/outbox', component: () => import('./features/outbox/OutboxPage.vue') },
    { path: '/:rest(.*)*', component: () => import('./shell/NotFoundPage.vue') },
  ],
})

router.beforeEach(async (to) => {
  if (to.meta.open) return true
  const session = await loadSession()
  // Workers have an app of their own.
  if (session?.kind === 'worker') return { path: '/sign-in', query: { worker: '1' } }
  if (!session) return { path: '/sign-in', query: to.fullPath === '/' ? {} : { to: to.fullPath } }
  if (mustChangePassword.value) return to.path === '/first-password' ? true : { path: '/first-password' }
  if (mustEnrol.value && to.path !== '/enrol') return { path: '/enrol' }
  return true
})

// After a change of page the keyboard and the reading voice begin at the top of the new one.
router.afterEach(async (to, from) => {
  if (to.path === from.path || from.matched.length === 0) return
  await nextTick()
  document.getElementById('main')?.focus({ preventScroll: true })
})

// After an update of the server the old chunks are gone: read the page anew, once.
window.addEventListener('vite:preloadError', (event) => {
  const mark = 'unionhall.reloaded'
  if (sessionStorage.getItem(mark) === location.href) return
  sessionStorage.setItem(mark, location.href)
  event.preventDefault()
  location.reload()
})
