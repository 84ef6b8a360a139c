/**
 * How people say without a slash what a command does. In the patterns `{lead}` is a customer's name, `{stage}` one of
 * the team's stages, `{more}` whatever follows after a sign or a space, `{past}` and `{day}` a day.
 */

/** One way to say one thing. */
export interface SentenceForm {
  /** English name of the command it asks for. */
  readonly command: string;
  readonly pattern: string;
  /** `order`: do it. `report`: it happened. `question`: only reading can answer. */
  readonly voice: 'order' | 'report' | 'question';
  /** Set where the words may well mean something else: then the line is offered. */
  readonly isLikely?: true;
}

const DAY_SIGN = '[一二三四五六日天]';
export const SENTENCE_PARTS: Readonly<Record<string, string>> = {
  lead: '(?<lead>[^\\n：:，,。；;]{1,60}?)',
  other: '(?<other>[^\\n：:，,。；;]{1,60}?)',
  more: '(?<more>[\\s：:，,。；;][\\s\\S]*)?',
  text: '(?<text>[\\s\\S]+)',
  past: `(?:今天|今日|昨天|昨日|前天|大前天|上周${DAY_SIGN}|上?(?:星期|礼拜)${DAY_SIGN}|[0-9]{1,2}月[0-9]{1,2}[日号]|[0-9]{1,3}天前)`,
  day: `(?<day>今天|明天|明日|后天|大后天|下?下?个?(?:周|星期|礼拜)${DAY_SIGN}|(?:[0-9]{1,3}|[一二两三四五六七八九十])(?:天|周|个?星期|个?月)后|[0-9]{1,2}月[0-9]{1,2}[日号])`,
  part: '(?:一?大?早|早上|上午|中午|下午|傍晚|晚上)?',
  when: '(?<when>今天|昨天|本周|这周|上周|下周|本月|这个月|上个?月|下个?月|本季度?|上季度|今年|去年|近[0-9]{1,3}天)?的?',
  look: '(?:查询|查看|查找|查查|查|看看|看|了解)(?:一?下)?',
  look_maybe: '(?:(?:查询|查看|查|看看|看|发|来|列出)(?:一?下|个|张)?)?',
  to: '\\s*(?:推进|移动|挪|移|转|进|走|升|推|改|变)?\\s*(?:到了?|至|进入?了?|成|为|→|->)+\\s*',
  still: '(?:停滞|没动静?|卡住|没跟进|停住)',
  one: '(?:一?下|一?步|一个|一条|一家|个|条|家)?',
  done: '(?:了|啦|咯)?',
};

/** The ways to say it, the first that fits counts. What asks comes before what tells. */
export const SENTENCE_FORMS: readonly SentenceForm[] = [
  ...ways('help', 'question', [
    '(?:你|机器人)?(?:能|会|可以)(?:帮我)?(?:做|干)?(?:什么|啥|哪些事?)',
    '(?:怎么|如何)(?:用|使用|操作)(?:你|机器人)?',
    '(?:都)?有(?:哪些|什么)(?:命令|功能)',
    '(?:使用|操作)?(?:说明|说明书|手册|菜单)',
    '(?:怎么|如何|怎样)(?:才能)?(?<topic>新建|推进|退回|成交|丢单|无效|重启|跟进|延后|查|搜|改|转交|合并|撤销|导出)(?:一个)?(?:客户|线索)?',
  ]),
  ...ways('today', 'question', [
    '我?今天我?(?:要|该|得|需要|应该)?(?:做|干|忙|跟进|联系)(?:些|点)?(?:什么|啥|哪些|谁|哪些客户|哪些事)',
    '我?有(?:什么|哪些)(?:要做的|待办)事?',
    '{look_maybe}(?:我的|今天的)?待办(?:事项|有哪些|列表)?',
  ]),
  ...ways('mine', 'question', [
    '{look_maybe}我(?:的|手上的|名下的|手里的)(?:全部|所有)?(?:客户|线索|单子)(?:有哪些|列表|情况)?',
    '我(?:手上|手里|名下)?(?:现在)?有(?:哪些|什么|多少)(?:个|条)?(?:客户|线索|单子)',
    '{look_maybe}我的{stage}(?:客户|线索|阶段)?(?:的客户)?(?:有哪些)?',
  ]),
  ...ways('funnel', 'question', ['{look_maybe}{when}(?:销售)?漏斗图?(?:怎么样|情况|数据)?']),
  ...ways('conversion', 'question', ['{look_maybe}{when}转化率?(?:是多少|多少|怎么样|情况)?']),
  ...ways('losses', 'question', [
    '{look_maybe}{when}(?:为什么|怎么)?(?:都)?丢单的?(?:原因|分析|情况)(?:是什么|有哪些)?',
  ]),
  ...ways('stale', 'question', [
    '(?<topic>我)?(?:的|手上|手里|名下)?有?(?:哪些|什么)(?:个|条)?(?:客户|线索|单子)?{still}(?:了|着|的)?',
    '{look_maybe}(?:(?<topic>我)的?)?{still}了?的(?:客户|线索|单子)?(?:有?(?:哪些|什么|多少个?))?',
    '{look_maybe}(?<topic>我)的?停滞(?:情况|清单|列表)?',
  ]),
  ...ways('forecast', 'question', ['{when}(?:能|可以|预计|大概能?)?(?:成|签|卖)多少(?:钱|单)?']),
  ...ways('history', 'question', ['(?:{look})?{lead}的?(?:历史|轨迹|历史记录|跟进记录|来龙去脉)']),
  ...ways('show', 'question', [
    '{look}{lead}(?:的?(?:情况|资料|信息|详情|进展|状态|进度|电话|联系人|金额|阶段))?',
    '{lead}(?:现在|目前|最近)?(?:怎么样|怎样|咋样|如何|啥情况|什么情况|什么进展|进展如何|进展怎么样|到哪一?步|到哪个阶段|在哪个阶段|什么阶段|哪个阶段){done}',
    '{lead}的?(?:电话|联系人|金额|负责人|下一步|来源|阶段|情况|资料|进展)(?:是|在)?(?:多少|什么|谁|啥|几|哪个)?',
  ]),
  ...ways('find', 'question', [
    '(?:搜索|搜一下|搜|找一下|找找)(?:一下)?{text}',
    '有没有(?:叫|名叫)(?<text>[^\\n]{1,40}?)的?(?:客户|公司|线索)?',
  ]),

  ...ways('log', 'order', [
    '(?:给|为|对|在)?{lead}(?:上|里)?(?:写|记|加|补|添加|记录|录)(?:一?下|一?条|个|上)?(?:跟进|记录|备注|笔记)(?:内容|记录)?[：:，,\\s]+{text}',
    '跟进(?:了|一?下|记录)?{lead}[：:，,\\s]+{text}',
    '(?:记录|记|写)(?:一?下|一?条|个)(?:跟进)?[：:，,\\s]*{lead}[：:，,\\s]+{text}',
    '{lead}的?(?:的)?跟进(?:记录|情况)?[：:]\\s*{text}',
    '跟进(?:一?下)?{lead}',
  ]),
  ...ways('log', 'report', [
    '我?(?:{past}|刚刚?|刚才|早上|上午|中午|下午|晚上)*去?(?:和|跟|与|给|找|向){lead}(?:那边|公司)?(?:的[^\\n，,]{1,6}?)?(?:打了?(?:个)?电话|通了?(?:个)?电话|打过电话|聊|谈|见|沟通|演示|发|讲|介绍|吃|约|开|确认|汇报|送)(?:完|好)?(?:了|过)(?<tale>[\\s\\S]*)',
    '我?(?:{past}|刚刚?|刚才|早上|上午|中午|下午|晚上)*去?(?:电话)?(?:拜访|联系|回访|约见|走访|跟进)(?:了|过){lead}{done}(?<tale>[\\s：:，,。；;][\\s\\S]*)?',
  ]),

  ...ways('next', 'order', [
    '(?:我|提醒我|记得)?{day}{part}(?:我)?(?:要|去|得|再|准备|计划|打算|需要|该)*(?<act>跟进|联系|拜访|回访|约见|走访|打电话给|去见)(?:一?下)?{lead}{more}',
    '(?:我|提醒我|记得)?{day}(?<act>{part}(?:要|去|得|再|准备|计划|打算|需要|该)*(?:给|和|跟|约|找|去){lead}(?:打电话|回电|打个电话|聊|谈|见|签|发|送|演示|介绍|吃饭|看|开会)[\\s\\S]*)',
    '{lead}{day}{part}(?:再|要|去|继续)*(?<act>跟进|联系|拜访|回访|打电话|电话|约见|见面|再谈){more}',
    '(?:给|把)?{lead}的?下一步(?:是|定在|定|改到|改成)?[：:，,\\s]*{day}(?<more>[\\s\\S]*)',
    '(?:给)?{lead}(?:定|设|安排)(?:个|一下)?下一步[：:，,\\s]*{day}(?<more>[\\s\\S]*)',
  ]),
  ...ways('snooze', 'order', [
    '(?:把|将)?{lead}(?:先)?(?:延后|推迟|延期|往后推|往后延|缓)(?:到|至)?\\s*(?<until>[^\\n，,。]{1,10}?)(?:再说|再跟|再联系)?{done}',
  ]),

  ...ways('back', 'order', [
    '(?:把|将)?{lead}(?:退回|回退|退|打回|降)(?:到|至|回|成)?了?\\s*{stage}(?:阶段)?{done}{more}',
    '(?:退回|回退|打回){lead}(?:到|至|回){stage}(?:阶段)?{done}{more}',
  ]),
  ...ways('win', 'order', [
    '(?:把|将){lead}(?:标记|标|设|改|记|算)(?:为|成|作){0,1}(?:成交|赢单|签单)了?{more}',
    '(?:把|将)?{lead}(?:推进|推|移|转)(?:到|至|为|成)?成交(?:阶段)?{done}{more}',
  ]),
  ...ways('move', 'order', [
    '(?:把|将){lead}{to}{stage}(?:阶段)?{done}{more}',
    '(?:推进|移动|推){lead}{to}{stage}(?:阶段)?{done}{more}',
    '(?:推进|移动|推){lead}[\\s→]+{stage}(?:阶段)?{done}{more}',
    '(?:把|将)?{lead}(?:推进|推)\\s*(?:到|至|→|->)?\\s*{stage}(?:阶段)?{done}{more}',
    '(?:推进|移动){lead}\\s*(?:到|至)\\s*(?<unknown>[^\\n：:，,。；;]{1,6}?)(?:阶段)?',
    '(?:把|将){lead}(?:推进|推|移动)(?:到|至)\\s*(?<unknown>[^\\n：:，,。；;]{1,6}?)(?:阶段)?',
    '(?:把|将){lead}(?:往前|往下|向前)?(?:推进|推)(?:一?下|一?步|到下一?个?阶段)?',
    '{lead}(?:往前|往下|向前)(?:推进|推)(?:一?下|一?步)?',
    '{lead}推进(?:一?下|一?步|到下一?个?阶段)',
    '推进(?:一?下)?{lead}',
  ]),
  ...ways('move', 'report', [
    '{lead}(?:已经|现在)?(?:推进|进展|走|升|转|推)?(?:到了?|进入?了?|进了)\\s*{stage}(?:阶段)?{done}{more}',
    '{lead}(?:推进)?到了?\\s*{stage}阶段了?{more}',
  ]),

  ...ways('win', 'report', [
    '{lead}\\s*(?:以|按)?\\s*(?<sum>[0-9][0-9.,]{0,11}\\s*(?:万|千|百|亿|w|k)*(?:元|块)?)\\s*(?:成交|签单|签约|拿下)(?<done>了|啦)?{more}',
    '{lead}(?:成交|签单|签约|赢单|签下来|签合同|拿下)(?<done>了|啦|咯)?(?<sum>[^\\s：:，,。；;]{0,20}){more}',
    '成交{lead}{more}',
    '(?:恭喜)?(?:成交|签下|拿下|赢下|签约|签单)了{lead}{more}',
  ]),
  ...ways(
    'win',
    'report',
    [
      '{lead}签了(?<sum>[^\\s：:，,。；;]{0,20}){more}',
      '拿下{lead}{done}{more}',
      '(?:和|跟|与){lead}签(?:了|下了?)(?:合同|约|单){more}',
    ],
    'likely',
  ),
  ...ways('lose', 'order', ['(?:把|将){lead}(?:标记|标|设|改|记|算)(?:为|成|作)?丢单了?{more}']),
  ...ways('lose', 'report', [
    '{lead}(?:丢单|输单|丢掉)(?:了|啦)?{more}',
    '(?:丢单|丢)了{lead}{more}',
    '丢单{lead}{more}',
  ]),
  ...ways(
    'lose',
    'report',
    ['{lead}(?:丢了|输了|黄了|没戏了?|谈崩了|跑了|飞了|不做了|不买了|不要了|选了别家|被抢了){more}'],
    'likely',
  ),
  ...ways('junk', 'order', ['(?:把|将){lead}(?:标记|标|设|改|记|算)(?:为|成|作)?无效(?:线索|客户)?{done}{more}']),
  ...ways('junk', 'report', ['{lead}是?(?:个)?(?<junk>空号|假的|骗子|无效(?:线索|客户)?){done}{more}'], 'likely'),
  ...ways('reopen', 'order', [
    '(?:把|将)?{lead}(?:重新打开|重启|重开|重新激活|激活){done}',
    '(?:重启|重新打开|重开|激活)(?:一?下)?{lead}',
  ]),

  ...ways('merge', 'order', [
    '(?:把|将){other}(?:合并|并)(?:到|进|入){lead}(?:里|里面)?',
    '合并(?:一?下)?{lead}\\s*(?:和|跟|与|、)\\s*{other}',
    '(?:把|将)?{lead}\\s*(?:和|跟|与|、)\\s*{other}(?:合并|并)(?:成一条|到一起|起来|一下)?{done}',
  ]),
  ...ways('transfer', 'order', [
    '(?:把|将){lead}(?:转交|移交|转|移|交|分配|分|派)(?:给|到)(?<member>[^\\n，,。；;]{1,20}?)(?:负责|跟进|跟|处理)?{done}{more}',
    '{lead}(?:转交|移交|转|分配|交)给(?<member>[^\\n，,。；;]{1,20}?)(?:负责|跟进|跟|处理)?{done}{more}',
  ]),
  ...ways('edit', 'order', [
    '(?:把|将)?{lead}的?(?<field>金额|电话|手机|联系人|备注|名称|名字)(?:改成|改为|改到|改|设为|更新为|更新成|换成|变成)\\s*(?<value>[^\\n，,。；;]{1,60}?){done}',
  ]),
  ...ways('new', 'order', [
    '(?:新建|新增|添加|增加|录入|录|创建|建|加)(?:一?个|一条|一家|一下)?新?的?(?<noun>客户|线索)(?<gap>(?:叫|名叫|名字叫|是)?[：:，,\\s]*){text}',
    '新客户[：:]\\s*{text}',
  ]),
  ...ways('new', 'order', ['(?:新建|新增|录入)(?:一?个|一条|一家|一下)?[：:\\s]*{text}', '新客户\\s+{text}'], 'likely'),
  ...ways('undo', 'order', [
    '(?:撤销|撤回|取消)(?:一?下)?(?:我)?(?:刚才|刚刚|上一?步|上一条|最后一步)的?(?:那个|那步|那条|操作|记录)?',
  ]),
  ...ways('undo', 'report', ['(?:刚才|刚刚)?(?:那个|那步|那条)?我?(?:弄|搞|发|点|写|打|填|记)错了?'], 'likely'),
  ...ways('away', 'order', ['我(?<days>[^\\n，,]{1,24}?)(?:要|想|去)?(?:休假|请假)了?']),
];

function ways(
  command: string,
  voice: SentenceForm['voice'],
  patterns: readonly string[],
  how?: 'likely',
): readonly SentenceForm[] {
  return patterns.map((pattern) => ({ command, voice, pattern, ...(how && { isLikely: true as const }) }));
}

/** Politeness before what is wanted. */
export const POLITE_PATTERN =
  /^(?:请(?:你)?|麻烦(?:你|您)?|帮我|帮忙|好的?[，,]\s*|好消息[，,：:！!]?\s*|汇报(?:一下)?[，,：:]\s*|机器人[，,]?\s*|小漏斗[，,]?\s*)+/;
/** Wanting is not doing, though it may be meant so. */
export const WISH_PATTERN = /^(?:我想要?|我要|我们要|想要?)/;
/** What ends a sentence without changing it. */
export const ENDING_PATTERN = /[\s。．.！!~～…]+$/;
/** What softens an order. */
export const SOFT_ENDING_PATTERN = /(?:吧|一下|谢谢|哈|啊|呀|哦|呗|好吗|好不好|可以吗|行吗)$/;
/** Ends as a question does, or has a question mark anywhere. */
export const QUESTION_PATTERN =
  /[?？]|(?:吗|(?<![什怎这那多])么|呢|嘛|没|没有|没呢|不|否|吧|再说|的话|的时候|时|之?前|之?后|就好了|怎么办|怎么样)$/;
export const QUESTION_ENDING =
  /(?:吗|(?<![什怎这那多])么|呢|嘛|没有?|不|否|吧|再说|的话|的时候|时|之?前|之?后|怎么办|[?？\s])+$/;
/** All that is left of a question where a remark would stand. */
export const MERE_PARTICLES = /^[了啦吗么呢吧没\s?？]+$/;
/** Asks whether something was done, whatever it begins with. */
export const ASKED_PATTERN = /(?:吗|(?<![什怎这那多])么|了没)[?？]*$|[?？]$/;
/** Says that what follows has not happened, or may not. */
export const DOUBT_BEFORE =
  /^(?:如果|要是|假如|假设|假使|万一|倘若|等到?|除非|只要|希望|但愿|听说|据说|好像|似乎|是不是|是否|难道|为什么|为啥|怎么|如何|千万别|先别|别|先不要?|暂时?不|不要|不用|不必|不能|不想|不该|不准|不许|没有?|还没有?|未|勿|甭|能不能|可不可以|能否|可否|可以|要不要|该不该|会不会|有没有|什么时候|何时|哪天|谁|哪个|哪家|差点|可能|也许|或许|大概|估计|应该|准备|打算|计划|争取|预计|明天|后天|下周|下个?月|快要?|马上|即将|将|想|能|会|要|我觉得|我猜)/;
export const DOUBT_AFTER =
  /(?:没有?|未|不|别|不会|不能|无法|不想|不要|不用|不肯|难以?|能|能否|可以|可能|会|要|想|将|快要?|马上|即将|应该|估计|大概|也许|或许|好像|似乎|听说|据说|是不是|是否|有没有|能不能|可不可以|会不会|要不要|该不该|差点|几乎|险些|准备|打算|计划|争取|希望|预计|有望|有机会|什么时候|何时|怎么|为什么|为啥|谁|哪天|明天|后天|大后天|下+个?(?:周|星期|月)[一二三四五六日天]?|(?:本|这|月|年)底|年内|明年|如果|要是|等|若|一旦|离|距离?|吗|么|呢|嘛|吧|否|[?？])$/;
/** What ties the words after a name to it. */
export const AFTER_NAME = /^[\s\p{P}]*的?/u;
/** Asks, wherever it stands. */
export const ASKING_PATTERN = /多[大少久高长]|几|什么|啥|哪|谁|怎|是否|能否|[?？]/;
/** What may stand between two customers in the place of one. */
export const BETWEEN_NAMES = /\s*(?:、|以及|还有|和|跟|与|及)\s*/;
/** What stands around a name without being part of it. */
export const BESIDE_NAME_BEFORE = /^(?:客户[：:\s]+|今天|今日|刚刚|刚才|刚|终于|总算|恭喜|我们?的|我们?|那个|这个)\s*/;
export const BESIDE_NAME_AFTER =
  /\s*(?:那边|这边|那里|已经|已|终于|总算|刚刚|刚才|刚|正式|顺利|今天|今日|上午|下午|也|都|就|又|还|仍|了|，|,|的单子|的项目|的合同|这一?单|那一?单|这个客户|这家)$/;
/** Names of nobody: with these no customer is meant, whatever it resembles. */
export const NOBODY: ReadonlySet<string> = new Set([
  ...[
    '客户',
    '公司',
    '线索',
    '单子',
    '项目',
    '商机',
    '他们',
    '我们',
    '对方',
    '老板',
    '一单',
    '一个',
    '一个客户',
    '这',
    '那',
  ],
  ...[
    '他',
    '她',
    '今天',
    '昨天',
    '有人',
    '谁',
    '大家',
    '合同',
    '新客户',
    '老客户',
    '大客户',
    '情况',
    '数据',
    '一下',
    '人',
  ],
]);
/** What stands before an amount. */
export const SUM_LABEL = /^(?:合同|成交|总)?(?:金额|总额|总价|额|价|一共|总共|共)(?:是|为|[：:=])?\s*/;
/** What stands before a reason. */
export const CAUSE_LABEL = /^(?:是?因为|由于|主要是?|原因是?[：:]?|理由是?[：:]?|说是?)\s*/;
/** What follows the word for a new customer where none is meant. */
export const NO_NEW_NAME =
  /^(?:客户|线索)?(?:了|过了|过的|不(?:了|成|动|上|出|好|来|下去)|没|吗|的|失败|怎么|有(?:没有|哪些|什么)|[之以][前后]|时候|数量|还是|可以|能不能|能否)|(?:吗|(?<![什怎这那多])么|呢|没有|[?？])$/;
/** Fields that hold a phone number. */
export const PHONE_FIELDS: ReadonlySet<string> = new Set(['电话', '手机']);
/** Asks in the middle of what would be a value. */
export const ASKED_WITHIN = /是不是|是否|能不能|要不要|会不会|可不可以|不了|怎么|为什么/;
/** The one who speaks, where somebody else is meant to be named. */
export const MYSELF: ReadonlySet<string> = new Set(['我', '自己', '我自己']);
/** A value with its name before it, as it is said. */
export const LABELLED_VALUE = /^(金额|来源|联系人|电话|手机|备注|阶段)(?:是|为|来自|[：:=＝])?\s*(.+)$/;
/** A remark beside a win or a move that speaks against it. */
export const AGAINST_PATTERN = /没|未|不|还差|但|可是|除非|如果|前提|等/;
/** Keys values are written with in a line. */
export const KEYS = { note: '备注', cause: '原因', on: '日期' } as const;
/** Which of the reasons for an invalid lead the words say. */
export const DEAD_NUMBER = '空号';
export const YESTERDAY_PATTERN =
  /^(?:昨天|昨日|前天|大前天|上周[一二三四五六日天]|上?(?:星期|礼拜)[一二三四五六日天]|[0-9]{1,3}天前)|(?:昨天|昨日|前天|大前天|上周[一二三四五六日天]|[0-9]{1,3}天前)$/;

/** What Chinese keyboards give where the slash is. */
export const SLASHES = /^[/／]|^[、\\＼](?=\S)/;

/** What may stand between a customer and a stage. */
export const TOWARDS = /(?:推进|推|进)?(?:到|至|进入|→)$/;
export const TOWARDS_WORDS: ReadonlySet<string> = new Set(['到', '至', '进', '进入', '推进到', '推到', '为', '成']);
