// Words of the employers' page.
import { texts } from '../../../shared/i18n'

export const t = texts(
  { title: '用人单位', search: '单位名称', add: '登记用人单位', edit: '修改用人单位' },
  { title: 'Employers', search: 'Name', add: 'New employer', edit: 'Edit the employer' },
)
