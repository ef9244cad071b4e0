// Words of accounts and roles.
import { texts } from '../../../shared/i18n'

export const t = texts(
  {
    title: '账号与授权',
    accounts: '账号',
    grants: '角色授权',
    search: '登录名或姓名',
    add: '新建账号',
    edit: '修改账号',
    reset: '重置密码',
    reset_sure:
      '系统会生成一个初始密码，请当面交给本人，由本人登录后立即修改。原密码和已登录的设备全部失效；动态口令不变，登录时仍要用本人的手机。',
    reset_done: '初始密码（只显示这一次）',
    reset_hand: '请当面交给本人。{until} 前登录有效，登录后必须先改成自己的密码。关闭后不再显示。',
    remove_codes: '停用动态口令',
    remove_codes_help: '手机遗失时用：要由两个人办',
    close: '停用',
    close_sure: '停用后不能再登录，已登录的设备立即退出。账号的历史记录保留。',
    closed: '账号已停用。',
    grant_add: '授予角色',
    grant_help: '角色在所选工会及其全部下级有效。一人不能同时是系统、安全、审计管理员。',
    grant_end: '收回',
    grant_end_title: '收回角色',
    grant_end_sure: '收回后立即生效，本人下一次操作就没有这个角色了。',
    grant_ended: '角色已收回。',
    granted: '角色已授予。',
    grants_of: '授权',
  },
  {
    title: 'Accounts and roles',
    accounts: 'Accounts',
    grants: 'Role grants',
    search: 'Sign-in name or name',
    add: 'New account',
    edit: 'Edit the account',
    reset: 'Reset password',
    reset_sure:
      'The system makes a first password; hand it over in person, to be changed at once. The old password and signed-in devices end. One-time codes stay: signing in still needs their phone.',
    reset_done: 'First password (shown this once)',
    reset_hand:
      'Hand it over in person. It opens until {until}, and has to be changed at the first sign-in. It is not shown again.',
    remove_codes: 'Remove one-time codes',
    remove_codes_help: 'For a lost phone: takes two people',
    close: 'Close',
    close_sure:
      'Nobody signs in with it any more, and its devices are signed out at once. Its history is kept.',
    closed: 'The account is closed.',
    grant_add: 'Grant a role',
    grant_help:
      'A role holds at the chosen union and everything below it. Nobody may be system, security and audit administrator at once.',
    grant_end: 'End',
    grant_end_title: 'End the role',
    grant_end_sure: 'It ends at once: the person’s next action is without this role.',
    grant_ended: 'The role is ended.',
    granted: 'The role is granted.',
    grants_of: 'Roles',
  },
)
