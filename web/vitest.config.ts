// Tests of both faces: parts are mounted in happy-dom, nothing is fetched from anywhere.
import path from 'node:path'
import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vitest/config'

const at = (name: string) => path.resolve(import.meta.dirname, name)

export default defineConfig({
  plugins: [vue()],
  resolve: { alias: { '@shared': at('src/shared'), '@api': at('src/api') } },
  test: { environment: 'happy-dom', include: ['src/**/*.test.ts'], restoreMocks: true },
})
