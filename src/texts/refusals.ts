import { localDay } from '../domain/period.ts';
import type { RefusalReason } from '../domain/refusal.ts';
import { day, inline, monthName, type Today, typed } from './format.ts';

const CLOSED = { won: '已经成交', lost: '已经丢单', invalid: '已标为无效' } as const;

/** The sentence for each refusal: what is so, and the line to send instead. */
export function refusal(reason: RefusalReason, today: Today): string {
  switch (reason.code) {
    case 'join_closed':
      return '你还不在成员名单里。请管理员发 /成员 你的账号 销售 把你加进来';
    case 'not_allowed':
      return `「${reason.command}」只有${reason.isForManagers ? '经理和' : ''}管理员能用。能用的命令发 /帮助 看`;
    case 'not_owner':
      return `${inline(reason.lead.name)} 是 ${inline(reason.owner)} 负责的，请找 ${inline(reason.owner)}`;
    case 'lead_gone':
      return `没有编号 #${reason.id} 的线索。发 /我的 看看你有哪些`;
    case 'already_in_stage':
      return `${inline(reason.lead.name)} 已经在「${reason.stage}」了，没有变化。有新进展发 /跟进 ${typed(reason.lead.name)} 内容`;
    case 'no_next_stage':
      return `「${reason.stage}」之后没有阶段了。成交发 /成交 ${typed(reason.lead.name)}`;
    case 'closed':
      return `${inline(reason.lead.name)} ${CLOSED[reason.kind]}。要继续跟，先发 /重启 ${typed(reason.lead.name)}`;
    case 'not_closed':
      return `${inline(reason.lead.name)} 还在进行中（「${reason.stage}」），不用重启。推进发 /推进 ${typed(reason.lead.name)}`;
    case 'not_forward':
      return `「${reason.to}」在「${reason.stage}」前面。退回发 /退回 ${typed(reason.lead.name)} ${reason.to} 原因`;
    case 'not_backward':
      return `「${reason.to}」在「${reason.stage}」后面，不是退回。往前走发 /推进 ${typed(reason.lead.name)} ${reason.to}`;
    case 'stage_is_won':
      return `再往前就是成交了。真的签了就发 /成交 ${typed(reason.lead.name)} 金额`;
    case 'date_in_future':
      return `${day(reason.on, today)}还没到，不能记在将来。计划要做的事用 /下一步`;
    case 'date_before_last_move':
      return `${day(reason.on, today)}太早了，上一次变动在${day(reason.last, today)}，不能记到它前面`;
    case 'date_in_past':
      return reason.on === localDay(today.now, today.timeZone)
        ? '今天不算，换个今天以后的日子'
        : `${day(reason.on, today)}已经过了，换个今天以后的日子`;
    case 'date_too_far':
      return `最多排到 ${reason.maxDays} 天以内，${day(reason.on, today)}太远了`;
    case 'next_step_on_closed':
      return `${inline(reason.lead.name)} ${CLOSED[reason.kind]}，没有下一步。要继续跟，先发 /重启 ${typed(reason.lead.name)}`;
    case 'bad_amount':
      return '这个金额不对，要在 0 到 1000 亿元之间。例如 5万、12.5万、80000';
    case 'text_too_long':
      return reason.what === 'name'
        ? `名字太长了，最多 ${reason.max} 个字`
        : `内容太长了，最多 ${reason.max} 个字，什么都没记。拆成几条发吧`;
    case 'name_empty':
      return '客户名不能是空的，至少写一个字';
    case 'nothing_changed':
      return `${inline(reason.lead.name)} 本来就是这样，没有变化`;
    case 'nothing_to_edit':
      return `要改什么，写成 字段=值。例如 /改 ${typed(reason.lead.name)} 电话=13800138000 联系人=王总，能改名称、金额、联系人、电话、备注，写 无 就清空`;
    case 'not_editable':
      return notEditable(reason.lead.name, reason.field);
    case 'already_owner':
      return `${inline(reason.lead.name)} 本来就是 ${inline(reason.owner)} 负责，没有变化`;
    case 'snoozed_enough':
      return `${inline(reason.lead.name)} 已经延后过 ${reason.times} 次，不能再延后了。定下一步发 /下一步 ${typed(reason.lead.name)} 日期 内容，不跟了发 /丢单 ${typed(reason.lead.name)}`;
    case 'merge_same':
      return `两个都是 ${inline(reason.lead.name)} (#${reason.lead.id})，同一条不用合并`;
    case 'merge_into_closed':
      return `${inline(reason.into.name)} (#${reason.into.id}) ${CLOSED[reason.kind]}，进行中的 ${inline(reason.lead.name)} (#${reason.lead.id}) 不能并进去。反过来发 /合并 #${reason.lead.id} #${reason.into.id}`;
    case 'nothing_to_undo':
      return '没有可以撤销的操作';
    case 'undo_expired':
      return `最近一次操作（${inline(reason.lead.name)}）过了 ${reason.minutes} 分钟，撤不了了。可以改回去，或请管理员发 /撤销 ${typed(reason.lead.name)}`;
    case 'undo_superseded':
      return `${inline(reason.lead.name)} 之后又被 ${inline(reason.by)} 改过，要先撤掉后面那一步，请找 ${inline(reason.by)} 或管理员`;
    case 'undo_not_yours':
      return `${inline(reason.lead.name)} 最近一次是 ${inline(reason.by)} 改的，要撤销请找 ${inline(reason.by)} 或管理员`;
    case 'last_admin':
      return '这是最后一个管理员，先让别人当管理员再改';
    case 'member_has_leads':
      return `${inline(reason.name)} 已经有自己的记录，不能再并到另一个名字上`;
    case 'member_left':
      return `${inline(reason.name)} 已离职，线索不能交给他。在职的人发 /成员 看`;
    case 'handover_same':
      return `${inline(reason.name)} 的线索本来就归 ${inline(reason.name)}，没变`;
    case 'member_linked':
      return `${inline(reason.name)} 已经绑定账号 ${inline(reason.userid)}`;
    case 'group_unknown':
      return `没有叫「${inline(reason.group)}」的群。在那个群里发 /群 绑定 ${typed(reason.group)}，或发 /群 看现有的`;
    case 'group_has_channel':
      return `「${inline(reason.group)}」在这个渠道上已经有一个群了，要换先发 /群 解绑 ${typed(reason.group)}`;
    case 'webhook_unknown':
      return reason.known.length === 0
        ? `没有配置群机器人「${inline(reason.webhook)}」。在 .env 的 WECOM_WEBHOOKS 里加上再来`
        : `没有配置群机器人「${inline(reason.webhook)}」，有的是：${reason.known.map((name) => inline(name)).join('、')}`;
    case 'team_exists':
      return `已经有团队「${inline(reason.team)}」了`;
    case 'team_unknown':
      return `没有团队「${inline(reason.team)}」。现有的发 /团队 看`;
    case 'team_not_empty':
      return `「${inline(reason.team)}」里还有 ${reason.members} 人，先把他们换到别的团队`;
    case 'stage_unknown':
      return `没有阶段「${inline(reason.typed)}」，有：${reason.stages.join('、')}`;
    case 'bad_label':
      return `「${inline(reason.label)}」不能当名字，最多 ${reason.max} 个字，只用汉字、字母、数字和 · & + / . -（）`;
    case 'stage_name_taken':
      return `「${inline(reason.name)}」已经是「${reason.stage}」的名字或别名，换一个`;
    case 'won_stage_fixed':
      return `「${reason.stage}」是终点，位置不能动，不能归档，也没有上限、清单和预期。改名、定义、别名、下一步可以`;
    case 'stage_not_before_won':
      return `「${reason.stage}」是终点，后面不能再有阶段`;
    case 'stage_into_itself':
      return `要写另一个阶段，不能是「${reason.stage}」自己`;
    case 'stages_too_many':
      return `最多 ${reason.max} 个阶段。先归档一个：/阶段 归档 阶段 → 另一阶段`;
    case 'checklist_too_long':
      return `清单最多 ${reason.max} 条，多了没人答。什么都没改`;
    case 'reason_unknown':
      return `没有原因「${inline(reason.typed)}」，有：${reason.reasons.join('、')}`;
    case 'reason_exists':
      return `已经有原因「${reason.reason}」了，换一个名字`;
    case 'reasons_too_many':
      return `最多 ${reason.max} 个原因。先归档一个：/原因 归档 丢单 名字`;
    case 'last_reason':
      return `「${reason.reason}」是最后一个，先添加别的再归档`;
    case 'checklist_required':
      return `${inline(reason.lead.name)} 离开「${reason.stage}」前要先回答：${reason.questions.map((question) => inline(question, 60)).join('；')}。发 /推进 ${typed(reason.lead.name)}`;
    case 'nothing_to_answer':
      return `${inline(reason.lead.name)} 没有要答的清单。有新进展发 /跟进 ${typed(reason.lead.name)} 内容`;
    case 'numbers_not_yours':
      return reason.role === 'rep' ? '只能看自己的数字。不写人就是你自己的' : '只能看自己团队的数字';
    case 'period_in_future':
      return `${day(reason.from, today)}还没到，没有数字可看`;
    case 'team_numbers_only':
      return '诊断看的是整个团队，一个人的数字太少。发 /诊断，或 /诊断 团队名';
    case 'period_over':
      return `${day(reason.to, today)}已经过了，换个还没完的周期，例如 本月、下月、本季`;
    case 'month_over':
      return `${monthName(reason.month, today)}已经过了，目标定在本月或以后`;
    case 'one_week_only':
      return '配额按周算，一次看一周。可以写 本周、上周，或那一周里的一天';
    case 'too_many_wins':
      return `单数太大了，最多 ${reason.max} 单`;
    case 'not_a_hop':
      return `「${reason.from}」的下一步是「${reason.next}」，不是「${reason.to}」。一次只看一步：/如果 ${reason.from}→${reason.next} 20%→30%`;
    case 'calendar_not_set':
      return `${day(reason.on, today)}没有单独定过，本来就按公布的算。定过的发 /日历 看`;
    case 'schedule_unknown':
      return `没有编号 ${reason.id} 的提醒。发 /提醒 看现有的`;
    case 'schedule_too_often':
      return '这样一天要发二十多次，太密了。每小时一次是最密的';
    case 'group_external':
      return `「${inline(reason.group)}」是外部群，什么都不发`;
    case 'group_unreachable':
      return `「${inline(reason.group)}」里的机器人只能回答，不能主动发。换成长连接机器人，或者给群加一个群机器人：/群 绑定 ${typed(reason.group)} webhook=名字`;
    case 'substitute_is_you':
      return '代办要写别人。不写代办，提醒就暂停';
    case 'days_reversed':
      return `${day(reason.from, today)}在${day(reason.to, today)}后面，两个日期换一下`;
    case 'days_too_many':
      return `这一段有 ${reason.days} 天，一次最多改 ${reason.max} 天，分几次发吧`;
  }
}

function notEditable(name: string, field: 'source' | 'stage' | 'owner'): string {
  switch (field) {
    case 'source':
      return '来源从新建起就不改了，不然渠道的数字会变。别的照常改，来源去掉再发一次';
    case 'stage':
      return `阶段不在这里改，发 /推进 ${typed(name)} 阶段 或 /退回 ${typed(name)} 阶段 原因`;
    case 'owner':
      return `负责人不在这里改，发 /转交 ${typed(name)} @成员`;
  }
}
