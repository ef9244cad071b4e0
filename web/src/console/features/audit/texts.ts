// Words of the audit.
import { texts } from '../../../shared/i18n'

export const t = texts(
  {
    title: '审计',
    lead: '每一次写入都留有一行，行与行首尾相扣，改动任何一行都能查出来。',
    verify: '校验整条链',
    verifying: '正在校验…',
    intact: '已校验 {count} 行，全部完整。',
    broken: '校验发现问题。请立即保全现场并上报。',
    verb: '动作，如 member.revealed',
    subject: '对象编号',
    older: '更早',
    newer: '更新',
  },
  {
    title: 'Audit',
    lead: 'Every write leaves a line; each line is chained to the one before, so any change to one is found.',
    verify: 'Verify the chain',
    verifying: 'Verifying…',
    intact: '{count} {count|line|lines} verified; all intact.',
    broken: 'Verification found a problem. Keep everything as it is and report it at once.',
    verb: 'What, such as member.revealed',
    subject: 'Id of the record',
    older: 'Older',
    newer: 'Newer',
  },
)
