// Words of the map below places.
import { texts } from '../i18n'

export const t = texts(
  {
    show: '看地图',
    hide: '不看地图',
    privacy: '地图由“{whose}”提供。打开后，对方会知道您在看哪一带，不知道您是谁。',
    review: '审图号：{number}',
    closer: '放大',
    further: '缩小',
  },
  {
    show: 'Show the map',
    hide: 'Hide the map',
    privacy: 'The map comes from “{whose}”, who then sees which area you look at, but not who you are.',
    review: 'Review number: {number}',
    closer: 'Closer',
    further: 'Further away',
  },
)
