// A new account is filled in with a first password, which no account ever shows again.
import { account } from '../../../api/records'
import type { RecordMeta } from '../../../shared/record-meta'
import { t } from './texts'

export const accountWithPassword: RecordMeta = {
  ...account,
  fields: [
    ...account.fields.filter((field) => field.name !== 'password'),
    {
      name: 'password',
      shape: 'text',
      label: { zh: t.zh.password, en: t.en.password },
      help: { zh: t.zh.password_help, en: t.en.password_help },
      required: true,
      longest: 128,
    },
  ],
}
