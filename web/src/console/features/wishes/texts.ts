// Words of rounds of small wishes.
import { texts } from '../../../shared/i18n'

export const t = texts(
  {
    rounds: '微心愿活动',
    rounds_lead: '一轮在一个站点举行，东西送到站点，许愿的人和认领的人互不见面、互不知道姓名。',
    search: '活动名称',
    add: '计划一轮',
    edit: '修改这一轮',
    wishes: '微心愿',
    wishes_lead: '名单里没有姓名：发布前只看心愿写得是否合适，有没有写电话。',
    none: '没有心愿。',
    publish_warning: '发布后所有职工都能看到这句话，请看看有没有写姓名、电话。',
    decline_warning: '填写原因，许愿的人会看到。',
    receive_warning: '确认东西已经送到站点，许愿的人会看到可以来取。',
    free_warning: '认领的人没有送来，重新让别人认领。',
    close_warning: '结束后不能再许愿，没有实现的心愿会过期。',
  },
  {
    rounds: 'Rounds of wishes',
    rounds_lead:
      'A round is held at a station: gifts are left there, and who wished and who gives neither meet nor learn each other’s names.',
    search: 'Title of the round',
    add: 'Plan a round',
    edit: 'Edit the round',
    wishes: 'Wishes',
    wishes_lead:
      'There are no names here: see only whether the wish is fit to be shown and holds no telephone number.',
    none: 'There are no wishes.',
    publish_warning:
      'Every worker will read this sentence: see that it holds no name and no telephone number.',
    decline_warning: 'Give the reason: whoever wished will read it.',
    receive_warning: 'Say that it is at the station: whoever wished sees that it can be fetched.',
    free_warning: 'Whoever took it on did not bring it: others may take it on again.',
    close_warning: 'Nobody can wish in it any more, and wishes that did not come true expire.',
  },
)
