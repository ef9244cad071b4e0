import { expect, test, vi } from 'vitest'
import { button, click, mount, serve, settle, text, type } from '../../parts/testing'
import StationPhotos from './StationPhotos.vue'

vi.mock('../../session', () => ({ can: () => true }))

test('a photo is brought with words for those who do not see it, and taken away', async () => {
  URL.createObjectURL = () => 'blob:a'
  URL.revokeObjectURL = () => undefined
  const asked = serve({
    'GET /api/station-photos': { items: [{ id: 'P', alt: '从西门进' }], next: null },
    'POST /api/station-photos': { id: 'Q' },
  })
  const { root } = await mount(StationPhotos, { stationId: 'S', editable: true })
  expect(root.querySelector('img')?.getAttribute('alt')).toBe('从西门进')
  const bring = button(root, '上传照片')
  expect(bring.disabled).toBe(true)
  const box = root.querySelector<HTMLInputElement>('input[type=file]')!
  Object.defineProperty(box, 'files', { value: [new File(['x'], 'door.jpg')] })
  box.dispatchEvent(new Event('change'))
  await settle()
  await click(bring)
  expect(text(root.querySelector('.field-problem'))).toContain('照片里有什么')
  expect(asked.some(({ method }) => method === 'POST')).toBe(false)
  await type(root.querySelector('input[maxlength]'), ' 门口 ')
  await click(button(root, '上传照片'))
  const sent = asked.find(({ method }) => method === 'POST')!
  expect(Object.fromEntries(new URL(sent.url, 'http://here').searchParams)).toEqual({
    station_id: 'S',
    alt: '门口',
  })

  await click(button(root, '去掉 从西门进'))
  expect(asked.some(({ method, url }) => method === 'DELETE' && url === '/api/station-photos/P')).toBe(true)
})
