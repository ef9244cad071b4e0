// The notice everybody is shown before joining: its words in the device's language, and the version that was shown.
import { watch } from 'vue'
import { useRecord } from '../../parts/use-record'
import { language } from '../../../shared/i18n'

export interface Notice {
  version: string
  hash: string
  text: string
  voluntariness: string
}

/** Read again when the language changes: the server answers in the language asked for. */
export function useNotice() {
  const notice = useRecord<Notice>(() => '/join/notice')
  watch(language, () => void notice.reload())
  return notice
}
