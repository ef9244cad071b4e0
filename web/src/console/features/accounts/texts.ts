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
    password: '初始密码',
    password_help: '至少 12 个字。本人首次登录后应立即更换。',
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
    password: 'First password',
    password_help: 'At least 12 characters. The person should change it after signing in for the first time.',
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
