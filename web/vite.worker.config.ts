// The worker's phone app: built from src/worker, served by the server at "/".
import path from 'node:path'
import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vite'
import { boot } from './build/boot'
import { firstRoute } from './build/first-route'
import { firstSight } from './build/first-sight'
import { precompress } from './build/precompress'
import { pwa } from './build/pwa'
import { records } from './build/records'

const at = (name: string) => path.resolve(import.meta.dirname, name)

// Pages of this app; the console, bulletins, card checks and documents are the server's.
const pages = /^\/(stations(\/[0-9A-Z]{13})?|join|sign-in|confirm|check-in|check-card|learning|settings|my(\/[\w-]+)*)?$/

export default defineConfig({
  root: at('src/worker'),
  plugins: [
    vue(),
    records(),
    boot(),
    firstRoute(/HomePage/),
    firstSight(at('src/worker/home/first-sight.html')),
    pwa({ prefix: 'shell', pages }),
    precompress(),
  ],
  resolve: { alias: { '@shared': at('src/shared'), '@api': at('src/api') } },
  define: { __VUE_OPTIONS_API__: false, __VUE_PROD_DEVTOOLS__: false },
  build: {
    outDir: at('dist/worker'),
    emptyOutDir: true,
    target: 'es2022',
    modulePreload: { polyfill: false },
    // An inlined file would be a data: address, which the content security policy refuses.
    assetsInlineLimit: 0,
    reportCompressedSize: false,
  },
  server: { proxy: { '/api': process.env.UNIONHALL_SERVER ?? 'http://127.0.0.1:8080' } },
})
