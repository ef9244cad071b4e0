import { expect, test, vi } from 'vitest'
import { button, click, mount, serve, settle, text } from '../../console/parts/testing'
import MapBox from './MapBox.vue'
import { askForMap, map } from './use-map'

const place = { longitude: 117.1123, latitude: 40.1446 }
const props = {
  system: 'wgs84',
  places: [{ id: 'A', mark: '1', place }],
  middle: place,
  label: '最近的是银河驿站',
  buttonClass: 'btn',
}

test('no picture is loaded from outside before somebody asks for the map; then it carries its review number', async () => {
  serve({ 'GET /api/public/map': { tiles: '', system: 'wgs84', attribution: '', review_number: '' } })
  const { root } = await mount(MapBox, props)
  await askForMap()
  expect(root.textContent).toBe('')

  map.value = {
    tiles: 'https://t.example.cn/{z}/{x}/{y}.png',
    system: 'wgs84',
    attribution: '示例地图',
    review_number: 'GS(2024)0001号',
  }
  await settle()
  expect(root.querySelector('image')).toBeNull()
  expect(text(root.querySelector('.map-box-said'))).toContain('知道您在看哪一带')
  await click(button(root, '看地图'))
  await vi.dynamicImportSettled()
  await settle()
  expect(root.querySelector('image')?.getAttribute('href')).toMatch(
    /^https:\/\/t\.example\.cn\/17\/\d+\/\d+\.png$/,
  )
  expect(text(root.querySelector('figcaption'))).toBe('示例地图 · 审图号：GS(2024)0001号')
  expect(root.querySelector('svg')?.getAttribute('aria-label')).toBe('最近的是银河驿站')
  await click(button(root, '不看地图'))
  expect(root.querySelector('image')).toBeNull()
})
