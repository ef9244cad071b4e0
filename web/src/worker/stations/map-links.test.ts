import { expect, test } from 'vitest'
import { mapLinks } from './map-links'

test('each map app is given its own coordinates, and nothing of where the person is', () => {
  const links = mapLinks('天安门驿站 (东)', { longitude: 116.397428, latitude: 39.90923 })
  const of = (app: string) => new URL(links.find((each) => each.app === app)!.href)
  expect(of('amap').searchParams.get('position')).toBe('116.403672,39.910634')
  expect(of('amap').searchParams.get('coordinate')).toBe('gaode')
  expect(of('baidu').searchParams.get('location')).toBe('39.916973,116.410044')
  expect(of('baidu').searchParams.get('coord_type')).toBe('bd09ll')
  expect(of('apple').searchParams.get('ll')).toBe('39.910634,116.403672')
  expect(of('any').href).toBe(
    `geo:39.909230,116.397428?q=${encodeURIComponent('39.909230,116.397428(天安门驿站 (东))')}`,
  )
  for (const { href } of links) expect(href).not.toMatch(/from|saddr|origin=/)
})
