// Words both faces need: what is said when no readable answer came from the server.
import { texts } from './i18n'

export const t = texts(
  {
    unreachable: '连不上服务器。请检查网络后再试一次，已填写的内容不会丢失。',
    unreadable: '服务器的回答（{status}）无法识别。请稍后再试一次。',
    wait_minutes: '还要等 {n} 分钟。',
    wait_seconds: '还要等 {n} 秒。',
  },
  {
    unreachable:
      'The server cannot be reached. Check the connection and try again; nothing you typed is lost.',
    unreadable: 'The answer of the server ({status}) cannot be understood. Please try again in a moment.',
    wait_minutes: 'It takes {n} {n|minute|minutes} more.',
    wait_seconds: 'It takes {n} {n|second|seconds} more.',
  },
)
