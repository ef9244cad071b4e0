// npm run icons: the app's pictures as PNG, drawn by the browser from the two SVG files, for phones that take no SVG: iOS for
// its home screen, and whoever installs by the sizes of the manifest.
import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { chromium } from '@playwright/test'

const folder = path.resolve(import.meta.dirname, '../src/worker/public')
const pictures = [
  { from: 'icon.svg', to: 'icon-192.png', size: 192 },
  { from: 'icon.svg', to: 'icon-512.png', size: 512 },
  { from: 'icon-maskable.svg', to: 'icon-maskable-512.png', size: 512 },
  { from: 'icon-maskable.svg', to: 'apple-touch-icon.png', size: 180 },
]

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox'] })
const page = await browser.newPage()
for (const { from, to, size } of pictures) {
  await page.setViewportSize({ width: size, height: size })
  const svg = readFileSync(path.join(folder, from), 'utf8')
  await page.setContent(`<style>html,body{margin:0;background:transparent}svg{display:block;width:${size}px;height:${size}px}</style>${svg}`)
  writeFileSync(path.join(folder, to), await page.screenshot({ omitBackground: true }))
  console.log(`${to}: ${size} × ${size}`)
}
await browser.close()
