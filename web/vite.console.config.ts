// The console: built from src/console, served by the server under /console/.
import path from 'node:path'
import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vite'
import { boot } from './build/boot'
import { precompress } from './build/precompress'
import { pwa } from './build/pwa'
import { records } from './build/records'
import { askedAtOnce } from './src/console/asked-at-once'

const at = (name: string) => path.resolve(import.meta.dirname, name)

export default defineConfig({
  root: at('src/console'),
  base: '/console/',
  publicDir: at('src/console/public'),
  plugins: [
    vue(),
    records(),
    boot(at('src/console/router.ts'), askedAtOnce),
    // Of the console only the stand starts without a network.
    pwa({ prefix: 'stand', pages: /^\/console\/stand\/offline$/, chunk: /OfflineStandPage/ }),
    precompress(),
  ],
  resolve: { alias: { '@shared': at('src/shared'), '@api': at('src/api') } },
  define: { __VUE_OPTIONS_API__: true, __VUE_PROD_DEVTOOLS__: false },
  build: {
    outDir: at('dist/console'),
    emptyOutDir: true,
    target: 'es2022',
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            {
              // What nearly every page is made of comes as one file, and is there before the second page is opened.
              // The choosers of records and the tree of unions are heavy and come when they are wanted.
              name: 'parts',
              test: /src\/(shared|api|console\/parts|console\/session|console\/asked)(?!\/(RecordPicker|UnitTree|UnitAside|QrCode))/,
            },
          ],
        },
      },
    },
  },
  server: { proxy: { '/api': process.env.UNIONHALL_SERVER ?? 'http://127.0.0.1:8080' } },
})
