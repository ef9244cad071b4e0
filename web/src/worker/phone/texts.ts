// Words of everything that is proved by a code sent to the phone: signing in and confirming a hotline application.
import { texts } from '@shared/i18n'

export const t = texts(
  {
    phone: '手机号',
    'phone.hint': '11 位中国大陆手机号',
    'phone.wrong': '请填写 11 位手机号',
    code: '短信验证码',
    'code.hint': '发到您手机上的 6 位数字。谁要都别给：有了它就能看到您的资料；手机丢了，请尽快补卡。',
    'code.wrong': '请填写短信里的 6 位数字',
    'code.send': '获取验证码',
    'code.resend': '重新获取',
    'code.wait': '{seconds} 秒后可重发',
    'code.sent': '验证码已发到 {phone}，{minutes} 分钟内有效。',
    'code.first': '请先获取验证码',
    'demonstration.code': '演示环境：验证码是 {code}。真实使用时只会发到您的手机上。',
    'demonstration.fill': '填入',
    'signIn.title': '登录',
    'signIn.lead': '用入会时的手机号登录，不需要密码。',
    'signIn.submit': '登录',
    'signIn.join': '还没有入会？现在就可以申请',
    'confirm.title': '确认热线申请',
    'confirm.lead':
      '您打过工会热线，工作人员替您填好了入会申请。只有您本人用短信验证码确认后，申请才会提交。',
    'confirm.voluntary': '如果您没有打过热线，或者改变了主意，不用做任何事，申请会自动作废。',
    'confirm.submit': '确认，是我本人自愿申请',
    'confirm.done': '申请已确认',
    'confirm.done.detail':
      '您的申请已交给工会委员会审核。用这个手机号登录，可以随时查看进展；冷静期内可以撤回。',
    'confirm.see': '登录查看进展',
    'confirm.resendHint': '短信里的验证码过期了？可以重新获取。',
  },
  {
    phone: 'Phone number',
    'phone.hint': '11 digits, mainland China',
    'phone.wrong': 'Please enter the 11 digits of your phone number',
    code: 'Code from the text message',
    'code.hint':
      'The 6 digits sent to your phone. Give them to nobody: they open your data. If you lose your phone, have its number blocked soon.',
    'code.wrong': 'Please enter the 6 digits from the text message',
    'code.send': 'Send code',
    'code.resend': 'Send again',
    'code.wait': 'Again in {seconds} s',
    'code.sent': 'A code is on its way to {phone}. It is good for {minutes} {minutes|minute|minutes}.',
    'code.first': 'Please ask for a code first',
    'demonstration.code': 'Demonstration: the code is {code}. In real use it goes to your phone only.',
    'demonstration.fill': 'Fill in',
    'signIn.title': 'Sign in',
    'signIn.lead': 'Use the phone number you joined with. No password is needed.',
    'signIn.submit': 'Sign in',
    'signIn.join': 'Not a member yet? You can apply now',
    'confirm.title': 'Confirm a hotline application',
    'confirm.lead':
      'You called the union hotline and a member of staff filled in an application for you. It is handed in only when you confirm it yourself with the code from the text message.',
    'confirm.voluntary':
      'If you did not call, or changed your mind, do nothing: the application lapses by itself.',
    'confirm.submit': 'Confirm: I apply myself and freely',
    'confirm.done': 'Application confirmed',
    'confirm.done.detail':
      'Your application is now with the union committee. Sign in with this phone number to see how it stands; during the cooling-off days you can withdraw it.',
    'confirm.see': 'Sign in to see how it stands',
    'confirm.resendHint': 'Has the code in the message expired? You can ask for a new one.',
  },
)
