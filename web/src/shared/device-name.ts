// The two words the server keeps of a device ("Chrome · Android"), with the names that have a Chinese form in Chinese.
import { language } from './i18n'

const chinese: Record<string, string> = {
  WeChat: '微信',
  'Huawei Browser': '华为浏览器',
  'Mi Browser': '小米浏览器',
  'UC Browser': 'UC 浏览器',
  'QQ Browser': 'QQ 浏览器',
  HarmonyOS: '鸿蒙',
}

export const deviceName = (words: string): string =>
  language.value === 'en'
    ? words
    : words
        .split(' · ')
        .map((word) => chinese[word] ?? word)
        .join(' · ')
