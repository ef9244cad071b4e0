// The pages and their addresses. Each page but the first is a chunk of its own, fetched when it is wanted.
import { createRouter, createWebHistory } from 'vue-router'
import HomePage from './home/HomePage.vue'

// Addresses here are also listed in vite.worker.config.ts (pages); a test keeps the two lists equal.
export const router = createRouter({
  history: createWebHistory(),
  scrollBehavior: (_to, _from, saved) => saved ?? { top: 0 },
  routes: [
    { path: '/', component: HomePage },
    { path: '/stations', component: () => import('./stations/StationsPage.vue') },
    { path: '/stations/:id', component: () => import('./stations/StationPage.vue'), props: true },
    { path: '/join', component: () => import('./join/JoinPage.vue') },
    { path: '/sign-in', component: () => import('./phone/SignInPage.vue') },
    { path: '/confirm', component: () => import('./phone/ConfirmPage.vue') },
    { path: '/check-in', component: () => import('./events/CheckInPage.vue') },
    { path: '/check-card', component: () => import('./card/CheckCardPage.vue') },
    { path: '/learning', component: () => import('./events/LearningPage.vue') },
    { path: '/settings', component: () => import('./me/SettingsPage.vue') },
    { path: '/my', component: () => import('./me/MePage.vue') },
    { path: '/my/card', component: () => import('./card/CardPage.vue') },
    { path: '/my/application', component: () => import('./join/ApplicationPage.vue') },
    { path: '/my/wishes', component: () => import('./wishes/WishesPage.vue') },
    { path: '/my/data', component: () => import('./me/DataPage.vue') },
    { path: '/my/consents', component: () => import('./me/ConsentsPage.vue') },
    { path: '/my/looks', component: () => import('./me/LooksPage.vue') },
    { path: '/my/codes', component: () => import('./me/CodesPage.vue') },
    { path: '/my/sessions', component: () => import('./me/SessionsPage.vue') },
    { path: '/my/disclosures', component: () => import('./me/rights/DisclosuresPage.vue') },
    { path: '/my/correct', component: () => import('./me/rights/CorrectPage.vue') },
    { path: '/my/phone', component: () => import('./me/rights/PhonePage.vue') },
    { path: '/my/erase', component: () => import('./me/rights/ErasePage.vue') },
    { path: '/my/leave', component: () => import('./me/LeavePage.vue') },
    { path: '/:rest(.*)*', component: () => import('./home/MissingPage.vue') },
  ],
})
