// Tests of both faces: parts are mounted in happy-dom, nothing is fetched from anywhere.
import path from 'node:path'
import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vitest/config'

const at = (name: string) => path.resolve(import.meta.dirname, name)

export default defineConfig({
  plugins: [vue()],
  resolve: { alias: { '@shared': at('src/shared'), '@api': at('src/api') } },
  // Whole pages are mounted; beside other tests on a busy machine that takes longer than vitest's five seconds.
  test: {
    environment: 'happy-dom',
    include: ['src/**/*.test.ts'],
    setupFiles: ['src/test-setup.ts'],
    isolate: false,
    restoreMocks: true,
    testTimeout: 30_000,
    hookTimeout: 30_000,
  },
})
