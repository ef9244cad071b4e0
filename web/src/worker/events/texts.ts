// Words of checking in to events and of the learning record.
import { texts } from '@shared/i18n'

export type ItemKind = 'law' | 'safety' | 'benefit' | 'oath' | 'other'

export const t = texts(
  {
    'checkIn.title': '活动签到',
    'checkIn.lead': '到现场后输入签到码。签到只记录您参加了这次活动，不读取您的位置。',
    'checkIn.code': '签到码',
    'checkIn.code.hint': '现场显示的 6 位数字',
    'checkIn.wrong': '请填写现场显示的 6 位数字',
    'checkIn.submit': '签到',
    'checkIn.done': '签到成功',
    'checkIn.learning': '查看学习记录',
    'oath.title': '宣誓（自愿）',
    'oath.free': '参加不参加都可以，不影响您的会员资格。',
    'oath.representative': '我是会员代表',
    'oath.take': '我参加宣誓',
    'oath.taken': '已登记参加宣誓',
    'learning.title': '学习记录',
    'learning.lead': '您参加过的活动和学到的内容。只有您本人和您所在的工会能看到。',
    'learning.none': '还没有记录。参加活动并签到后，会出现在这里。',
    'item.law': '法律',
    'item.safety': '安全',
    'item.benefit': '福利',
    'item.oath': '宣誓',
    'item.other': '其他',
  },
  {
    'checkIn.title': 'Check in to an event',
    'checkIn.lead':
      'Type the code once you are there. Only the fact that you came is recorded; your position is never read.',
    'checkIn.code': 'Check-in code',
    'checkIn.code.hint': 'The 6 digits shown at the event',
    'checkIn.wrong': 'Please enter the 6 digits shown at the event',
    'checkIn.submit': 'Check in',
    'checkIn.done': 'You are checked in',
    'checkIn.learning': 'See my learning record',
    'oath.title': 'The oath (of your own choice)',
    'oath.free': 'Taking it or not is up to you; your membership does not depend on it.',
    'oath.representative': 'I am a representative',
    'oath.take': 'I take the oath',
    'oath.taken': 'Recorded: you took the oath',
    'learning.title': 'Learning record',
    'learning.lead': 'The events you came to and what they were about. Only you and your union can see this.',
    'learning.none': 'Nothing here yet. What you check in to appears here.',
    'item.law': 'Law',
    'item.safety': 'Safety',
    'item.benefit': 'Benefits',
    'item.oath': 'Oath',
    'item.other': 'Other',
  },
)
