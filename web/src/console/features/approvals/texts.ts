// Words of requests that take two people.
import { texts } from '../../../shared/i18n'

export const t = texts(
  {
    title: '双人审批',
    lead: '批量导出、名单不脱敏、批量删除、授予角色和更换密钥，以及法定留存、停用动态口令和向外单位提供资料，都要一个人申请、另一个人批准；批量导出要两个人批准。',
    mine: '我提出的',
    waiting: '等我批准',
    decided: '办过的',
    ask: '提出申请',
    ask_which: '要办什么事',
    ask_help_member_export:
      '选一个工会，可再选一次入会行动或一种职业。两个人批准后由您下载一次，每一行都带申请编号和三人姓名。',
    ask_help_list_unmasking: '批准后由您开始查看，几小时后自动恢复脱敏。名单上的每个人都能看到。',
    ask_help_invitation_erasure: '删除的是没有人领取的邀请和名单各行，批准后立即在后台进行，不能恢复。',
    ask_help_role_grant: '批准后立即授权。不能给自己授权，也不能由受益人批准。',
    ask_help_key_rotation: '批准后立即启用新密钥，在后台逐批更换，期间照常使用。',
    ask_help_code_removal:
      '手机遗失时用：工作人员的由安全管理员提出，会员本人到场的由其工会提出。批准后停用动态口令，所有设备退出登录。不能由本人申请或批准。',
    ask_help_legal_hold:
      '法律要求暂不删除时用。只留存一位会员时选会员，否则留存所选工会及其下级。批准后生效。',
    ask_help_hold_release: '批准后解除这项留存，到期的资料随后删除。',
    ask_help_disclosure: '在把资料交给外单位之前申请。批准后登记在案，本人能看到给了谁、给了什么、为什么。',
    who_approves: '批准（需要 {count} 人）',
    nobody_approved: '没有人批准。',
    send: '提交申请',
    sent: '申请已提交，等待有权的人批准。',
    open: '查看',
    back: '双人审批',
    none: '没有申请。',
    what_happens: '将会做什么',
    who_and_when: '经过',
    execute: '开始查看',
    download: '下载（仅一次）',
    download_sure: '文件只能下载这一次，请确认现在就能妥善保存。名单上的每个人都会看到这次导出。',
    downloaded: '文件已下载，不能再次下载。',
    own_wait: '这是您提出的申请，要由另一个人批准。',
    approve_read: '请逐句读完“将会做什么”再批准。批准后按这些内容原样执行一次。',
    grant_by_two: '除现场服务人员外，角色都要由两个人授予：',
  },
  {
    title: 'Requests for two',
    lead: 'Unmasked lists, bulk deletions, roles, new keys, legal holds, one-time codes of a lost phone and data for outsiders: one person asks, another approves. Bulk exports: two approve.',
    mine: 'Mine',
    waiting: 'For me to approve',
    decided: 'Decided',
    ask: 'Ask',
    ask_which: 'What for',
    ask_help_member_export:
      'Choose a union, and a drive or an occupation if you like. When two people approved, you download it once; each row bears the number of the request and all three names.',
    ask_help_list_unmasking:
      'When approved, you begin to look; it ends by itself after some hours. Everybody on the list can see that.',
    ask_help_invitation_erasure:
      'Invitations that nobody took up go, with the rows of their lists, in the background and for good.',
    ask_help_role_grant:
      'The role is granted at the approval. Nobody asks for themselves, nor approves a role for themselves.',
    ask_help_key_rotation:
      'At the approval a new key is taken into use and everything is sealed anew, a little at a time.',
    ask_help_code_removal:
      'For a lost phone: of staff a security administrator asks, of a member who came in person their union. At the approval the one-time codes come off and all devices are signed out. Not asked nor approved by the owner.',
    ask_help_legal_hold:
      'Where a law forbids deletion for now: choose one member, or leave that out for the whole union and everything below. It holds from the approval on.',
    ask_help_hold_release: 'At the approval the hold ends, and what is due is deleted afterwards.',
    ask_help_disclosure:
      'Ask before you give anything to somebody outside. At the approval it is recorded, and the person sees who was given what, and why.',
    who_approves: 'Approvals ({count} needed)',
    nobody_approved: 'Nobody approved it.',
    send: 'Send the request',
    sent: 'Your request waits for the approval of others.',
    open: 'Open',
    back: 'Requests for two',
    none: 'There are no requests.',
    what_happens: 'What will happen',
    who_and_when: 'Who and when',
    execute: 'Begin to look',
    download: 'Download (once)',
    download_sure:
      'The file can be downloaded this once: be sure that you can keep it safe now. Everybody in it will see this export.',
    downloaded: 'The file was downloaded and cannot be again.',
    own_wait: 'You asked for this yourself; somebody else approves it.',
    approve_read: 'Read each sentence of "What will happen" first. Exactly that will be carried out, once.',
    grant_by_two: 'All roles but that of a stand are granted by two people:',
  },
)
