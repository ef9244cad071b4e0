// Words of what staff do about people's rights: corrections, warnings, legal holds, how long data is kept.
import { texts } from '../../../shared/i18n'

export const t = texts(
  {
    corrections: '更正申请',
    corrections_lead: '会员申请更正姓名或证件号码。请与本人出示的证件核对后办理。',
    no_corrections: '没有更正申请。',
    warnings: '自愿入会提醒',
    warnings_lead:
      '一个用人单位的职工在一小时内通过同一现场集中申请入会。请核实是否出于本人自愿。提醒不涉及任何个人，也不告知用人单位。',
    no_warnings: '没有提醒。',
    holds: '法定留存',
    holds_lead:
      '法律要求暂不删除的资料：一位会员，或一个工会及其下级。留存期间停止一切删除；除法律禁止外，本人能看到。设置和解除都要由两个人办。',
    no_holds: '没有法定留存。',
    hold_add: '申请法定留存',
    hold_release: '申请解除',
    retention: '保存期限与删除',
    retention_lead: '每天凌晨删除到期的资料。这里只有数量，没有个人信息。',
    report: '保存期限报告',
    rules: '规则',
    rule_add: '设置新规则',
    rule_done: '新规则已设置。',
    rule_waits: '新规则已设置。它缩短保存期限，要由安全管理员确认后才生效。',
    rule_confirm: '确认',
    rule_confirmed: '已确认，规则从开始日期起生效。',
  },
  {
    corrections: 'Corrections',
    corrections_lead:
      'Members ask for their name or id number to be corrected. Compare it with the paper they show, then decide.',
    no_corrections: 'No corrections.',
    warnings: 'Voluntary joining',
    warnings_lead:
      'Many of one employer’s staff applied within an hour through one stand. Find out whether it was of their own will. No person is named, and the employer is not told.',
    no_warnings: 'No warnings.',
    holds: 'Legal holds',
    holds_lead:
      'Data that a law wants kept for now: of one member, or of a unit and everything below it. Nothing is deleted meanwhile; the person sees it, unless a law forbids. Two people place a hold, and two release it.',
    no_holds: 'No legal holds.',
    hold_add: 'Ask for a legal hold',
    hold_release: 'Ask to release',
    retention: 'How long data is kept',
    retention_lead: 'What is due is removed every night. Only numbers stand here, nothing about a person.',
    report: 'What is kept how long',
    rules: 'Rules',
    rule_add: 'Set a rule',
    rule_done: 'The rule is set.',
    rule_waits:
      'The rule is set. As it keeps something for a shorter time, it is in force once the security administrator has confirmed it.',
    rule_confirm: 'Confirm',
    rule_confirmed: 'Confirmed: the rule is in force from its first day on.',
  },
)
