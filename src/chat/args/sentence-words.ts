/** The words around what is said without a slash: politeness, doubt, questions, and what stands beside a name. */

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
export const TOWARDS_WORDS: ReadonlySet<string> = new Set([
  '到',
  '至',
  '进',
  '进入',
  '推进到',
  '推到',
  '为',
  '成',
  'to',
]);
