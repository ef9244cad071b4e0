// Words of the outbox on the screen, which exists in the demonstration only.
import { texts } from '../../../shared/i18n'

export const t = texts(
  {
    title: '演示短信',
    lead: '演示环境不发真短信，本该发出的内容显示在这里。验证码也在这里看。',
    refresh: '刷新',
  },
  {
    title: 'Demonstration SMS',
    lead: 'The demonstration sends no real SMS; what would have been sent is shown here, codes included.',
    refresh: 'Refresh',
  },
)
